"""SQLite behind the door: one writing connection, a few reading ones, WAL, writes that begin immediate."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from fediai.store.glance import Glance, Reader
from fediai.store.pen import Pen
from fediai.store.statements import SQLITE, Cache, Prepared

READERS = 2
LOG = 4 << 20  # bytes of the log beside the database that are worth carrying over
COMMITS = 64  # between two looks at its size
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=15000",
    "PRAGMA cache_size=-8192",
    "PRAGMA temp_store=MEMORY",
)
WRITING = (  # neither naps nor syncs in the middle of the loop, and a log that is cut back once it was carried over
    "PRAGMA busy_timeout=0",
    "PRAGMA wal_autocheckpoint=0",
    f"PRAGMA journal_size_limit={LOG}",
)


class Thread:
    """A reading connection with a thread of its own, for what takes longer than a glance."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]:
        return list(await self._connection.execute_fetchall(statement.text, values))


class SqliteEngine:
    """With deferred begins, read-then-write transactions die with "database is locked"; immediate ones wait."""

    name = "sqlite"

    def __init__(self, path: str, connections: list[aiosqlite.Connection]) -> None:
        self.cache = Cache(SQLITE)
        writer, self._carrier, *readers = connections
        self._pen, self._writing = Pen(writer), asyncio.Lock()
        self._glance = Glance(path, PRAGMAS)
        self._reader = Reader(self._glance, [Thread(reader) for reader in readers])
        self._all = connections
        self._log, self._commits = Path(f"{path}-wal"), 0
        self._carrying: asyncio.Task[None] | None = None

    def reading(self) -> Reader:
        """No BEGIN, and nothing to wait for."""
        return self._reader

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Pen]:
        """One writer per process at a time; processes wait for each other."""
        async with self._writing:
            try:
                await self._pen.begin()
                yield self._pen
                self._pen.commit()
            except BaseException:
                await asyncio.shield(self._pen.roll_back())
                raise
        self._carry_over()
        await asyncio.sleep(0)  # nothing above had to wait: it is somebody else's turn now

    def _carry_over(self) -> None:
        """From the log into the database, syncing the disk, beside everything else: it can take a while."""
        self._commits += 1
        if self._commits % COMMITS or (self._carrying and not self._carrying.done()):
            return
        if self._log.exists() and self._log.stat().st_size > LOG:
            self._carrying = asyncio.create_task(self._carried())

    async def _carried(self) -> None:
        await self._carrier.execute_fetchall("PRAGMA wal_checkpoint(PASSIVE)")

    async def close(self) -> None:
        """Ends the connections and their threads."""
        if self._carrying:
            await self._carrying
        self._glance.close()
        for connection in self._all:
            await connection.close()


async def open_sqlite(path: str) -> SqliteEngine:
    """Opens the file at `path`, creating it if need be."""
    writer = await _connect(path, *WRITING)
    return SqliteEngine(path, [writer, *[await _connect(path) for _ in range(1 + READERS)]])


async def _connect(path: str, *more: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=512, check_same_thread=False)
    try:
        for pragma in (*PRAGMAS, *more):
            await connection.execute(pragma)
    except BaseException:  # its thread would keep the process alive for ever
        await connection.close()
        raise
    return connection
