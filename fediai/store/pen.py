"""Writing to SQLite where it is asked: going to a thread and back costs more than most statements take."""

import asyncio
import random
import sqlite3
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

import aiosqlite

from fediai.store.statements import Prepared

T = TypeVar("T")
STEPS = 2000  # of SQLite's machine between two looks
LOOKS = 25  # a statement of more steps than so many looks is sent to the thread from then on
MANY = 64  # sets of values that a statement may be run for at once, before it is sent there too
PATIENCE = 15.0  # seconds to wait for other processes to finish what they write
LONGEST_NAP = 0.01


class Pen:
    """The writing connection: short statements are done at once, long ones in the connection's own thread.

    Which ones are long is found out: by steps of SQLite's machine, not by the clock, since a busy machine or a
    slow disk would brand the short ones, too. A long one is in everybody's way once in the life of a process.
    """

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._sqlite = connection._conn
        self._sqlite.set_progress_handler(self._look, STEPS)
        self._looks = 0
        self._long: set[str] = set()

    def _look(self) -> None:
        self._looks += 1

    async def _done(self, text: str, work: Callable[[], T], count: int = 1) -> T:
        if count > MANY or text in self._long:
            return await self._connection._execute(work)  # type: ignore[no-any-return,no-untyped-call]
        self._looks = 0
        result = work()
        if self._looks > LOOKS and count == 1:
            self._long.add(text)
        return result

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]:
        text = statement.text
        return await self._done(text, lambda: self._sqlite.execute(text, values).fetchall())

    async def run(self, statement: Prepared, values: list[Any]) -> int:
        text = statement.text
        return await self._done(text, lambda: self._sqlite.execute(text, values).rowcount)

    async def run_many(self, statement: Prepared, values: list[list[Any]]) -> None:
        text = statement.text
        await self._done(text, lambda: self._sqlite.executemany(text, values), len(values))

    async def begin(self) -> None:
        """BEGIN IMMEDIATE, as soon as no other process writes."""
        until, nap = monotonic() + PATIENCE, 0.0005
        while not self._begun():
            if monotonic() > until:
                raise TimeoutError(f"another process has been writing to the database for {PATIENCE:.0f} s")
            await asyncio.sleep(nap * random.uniform(0.5, 1.0))
            nap = min(nap * 2, LONGEST_NAP)

    def _begun(self) -> bool:
        try:
            self._sqlite.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as cause:
            if cause.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True

    def commit(self) -> None:
        """Into the log beside the database; carrying it over is done by others."""
        self._sqlite.execute("COMMIT")

    async def roll_back(self) -> None:
        """Undoes what is open. In its thread: a cancelled statement may still be at work there."""

        def work() -> None:
            if self._sqlite.in_transaction:
                self._sqlite.execute("ROLLBACK")

        await self._connection._execute(work)  # type: ignore[no-untyped-call]
