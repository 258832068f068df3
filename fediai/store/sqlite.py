"""SQLite behind the door: one writing connection, a few reading ones, WAL, writes that begin immediate."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite

from fediai.store.glance import Glance, Reader
from fediai.store.statements import SQLITE, Cache, Prepared

READERS = 2
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

    def __init__(self, path: str, threads: list[aiosqlite.Connection]) -> None:
        self.cache = Cache(SQLITE)
        writer, *readers = (SqliteDriver(thread) for thread in threads)
        self._writer, self._writing = writer, asyncio.Lock()
        self._glance = Glance(path, PRAGMAS)
        self._reader = Reader(self._glance, readers)
        self._all = threads

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        """No BEGIN, and nothing to wait for."""
        yield self._reader

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
        """Ends the connections and their threads."""
        self._glance.close()
        for connection in self._all:
            await connection.close()


async def open_sqlite(path: str) -> SqliteEngine:
    """Opens the file at `path`, creating it if need be."""
    return SqliteEngine(path, [await _connect(path) for _ in range(1 + READERS)])


async def _connect(path: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512)
    try:
        for pragma in PRAGMAS:
            await connection.execute(pragma)
    except BaseException:  # its thread would keep the process alive for ever
        await connection.close()
        raise
    return connection
