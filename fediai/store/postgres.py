"""PostgreSQL behind the door: asyncpg's pool and its prepared statements."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from fediai.store.errors import Unreachable
from fediai.store.statements import POSTGRES, Cache, Prepared

GONE = (asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError, asyncpg.AdminShutdownError)
REFUSED = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)


class PostgresDriver:
    """One connection of the pool."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]:
        return list(await self._connection.fetch(statement.text, *values))

    async def run(self, statement: Prepared, values: list[Any]) -> int:
        tag = await self._connection.execute(statement.text, *values)
        return int(tag.rsplit(" ", 1)[-1]) if tag[-1].isdigit() else 0

    async def run_many(self, statement: Prepared, values: list[list[Any]]) -> None:
        await self._connection.executemany(statement.text, values)


class PostgresEngine:
    """Both words of the door mean an ordinary transaction or a plain connection."""

    name = "postgresql"

    def __init__(self, pool: asyncpg.Pool) -> None:
        self.cache = Cache(POSTGRES)
        self.pool = pool

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[PostgresDriver]:
        async with self._connection() as connection:
            yield PostgresDriver(connection)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[PostgresDriver]:
        async with self._connection() as connection, connection.transaction():
            yield PostgresDriver(connection)

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[asyncpg.Connection]:
        try:
            connection = await self.pool.acquire()
        except (OSError, *GONE) as cause:
            raise Unreachable(f"PostgreSQL is gone: {cause}") from cause
        try:
            yield connection
        except GONE as cause:
            raise Unreachable(f"PostgreSQL is gone: {cause}") from cause
        finally:
            await self.pool.release(connection)

    async def close(self) -> None:
        await self.pool.close()


async def open_postgres(url: str, size: int = 8) -> PostgresEngine:
    """Opens a pool to `postgresql://user:pass@host/db`."""
    try:
        return PostgresEngine(await asyncpg.create_pool(url, min_size=1, max_size=size))
    except REFUSED as cause:
        raise Unreachable(f"PostgreSQL can't be reached: {cause}; see [database] url") from cause
