"""Reading from SQLite where it is asked: an indexed read takes less than going to a thread and back (60 µs of CPU)."""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import Any, Protocol

from fediai.store.statements import Prepared

STEPS = 2000  # of SQLite's machine between two looks whether it is late: about a tenth of a millisecond
LOOKS = 25  # that much work one read may put in everybody else's way
PATIENCE = 0.05  # and so many seconds, should the disk be slow; a busy machine is no reason to do things twice


class Glance:
    """A reading connection without a thread: answers at once, or not at all."""

    def __init__(self, path: str, pragmas: Iterable[str]) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
        for pragma in (*pragmas, "PRAGMA query_only=ON", "PRAGMA busy_timeout=0"):
            self._connection.execute(pragma)
        self._connection.set_progress_handler(self._is_late, STEPS)
        self._looks, self._until = 0, 0.0

    def _is_late(self) -> bool:
        self._looks += 1
        return self._looks > LOOKS or monotonic() > self._until

    def rows(self, statement: Prepared, values: list[Any]) -> list[Any] | None:
        """None: it takes longer, or something is in the way; nothing was changed by trying."""
        self._looks, self._until = 0, monotonic() + PATIENCE
        try:
            return self._connection.execute(statement.text, values).fetchall()
        except sqlite3.OperationalError as cause:
            if cause.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY):
                raise
            return None

    def close(self) -> None:
        self._connection.close()


class Patient(Protocol):
    """A connection with a thread of its own."""

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]: ...


class Reader:
    """A glance; if that is not enough, a thread. Every statement sees a consistent snapshot of its own."""

    def __init__(self, glance: Glance, threads: Sequence[Patient]) -> None:
        self._glance = glance
        self._threads: asyncio.LifoQueue[Patient] = asyncio.LifoQueue()
        for thread in threads:
            self._threads.put_nowait(thread)

    async def __aenter__(self) -> "Reader":
        return self

    async def __aexit__(self, *error: object) -> None:
        """Nothing was begun."""

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]:
        found = self._glance.rows(statement, values)
        return await self._patiently(statement, values) if found is None else found

    async def _patiently(self, statement: Prepared, values: list[Any]) -> list[Any]:
        thread = await self._threads.get()
        try:
            return await thread.rows(statement, values)
        finally:
            self._threads.put_nowait(thread)

    async def run(self, statement: Prepared, values: list[Any]) -> int:
        raise TypeError("writing is done in `write()`")

    async def run_many(self, statement: Prepared, values: list[list[Any]]) -> None:
        raise TypeError("writing is done in `write()`")
