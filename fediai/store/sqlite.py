"""SQLite behind the door: one writing connection, a few reading ones, WAL, writes that begin immediate."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite

from fediai.store.statements import SQLITE, Cache, Prepared

READERS = 3
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA cache_size=-8192",
    "PRAGMA temp_store=MEMORY",
)


class SqliteDriver:
    """One connection. Each call is one hop to its thread."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]:
        return list(await self._connection.execute_fetchall(statement.text, values))

    async def run(self, statement: Prepared, values: list[Any]) -> int:
        def work() -> int:
            return self._connection._conn.execute(statement.text, values).rowcount

        return await self._connection._execute(work)  # type: ignore[no-any-return,no-untyped-call]

    async def run_many(self, statement: Prepared, values: list[list[Any]]) -> None:
        def work() -> None:
            self._connection._conn.executemany(statement.text, values)

        await self._connection._execute(work)  # type: ignore[no-untyped-call]

    async def roll_back(self) -> None:
        """Undoes what is open; a begin that was cancelled half-way may have left nothing open."""

        def work() -> None:
            if self._connection._conn.in_transaction:
                self._connection._conn.execute("ROLLBACK")

        await self._connection._execute(work)  # type: ignore[no-untyped-call]

    async def say(self, word: str) -> None:
        """A word without parameters: BEGIN IMMEDIATE, COMMIT."""

        def work() -> None:
            self._connection._conn.execute(word)

        await self._connection._execute(work)  # type: ignore[no-untyped-call]


class SqliteEngine:
    """With deferred begins, read-then-write transactions die with "database is locked"; immediate ones wait."""

    name = "sqlite"

    def __init__(self, writer: SqliteDriver, readers: list[SqliteDriver], all_: list[aiosqlite.Connection]) -> None:
        self.cache = Cache(SQLITE)
        self._writer, self._writing = writer, asyncio.Lock()
        self._readers: asyncio.LifoQueue[SqliteDriver] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)
        self._all = all_

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqliteDriver]:
        """No BEGIN: every statement sees a consistent snapshot of its own, and costs one hop."""
        driver = await self._readers.get()
        try:
            yield driver
        finally:
            self._readers.put_nowait(driver)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[SqliteDriver]:
        """One writer per process at a time; processes wait for each other by the busy time-out."""
        async with self._writing:
            try:
                await self._writer.say("BEGIN IMMEDIATE")
                yield self._writer
                await self._writer.say("COMMIT")
            except BaseException:
                await asyncio.shield(self._writer.roll_back())
                raise

    async def close(self) -> None:
        """Ends the connections' threads."""
        for connection in self._all:
            await connection.close()


async def open_sqlite(path: str) -> SqliteEngine:
    """Opens the file at `path`, creating it if need be."""
    connections = [await _connect(path) for _ in range(READERS + 1)]
    drivers = [SqliteDriver(connection) for connection in connections]
    return SqliteEngine(drivers[0], drivers[1:], connections)


async def _connect(path: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    for pragma in PRAGMAS:
        await connection.execute(pragma)
    return connection
