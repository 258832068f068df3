"""The one door to the database: `read()` and `write()`, on SQLite and PostgreSQL alike.

Statements are SQLAlchemy Core, built once and compiled once; they run on the bare drivers in one hop each.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.sql import ClauseElement

from fediai.domain.events import Event
from fediai.domain.ids import Ids
from fediai.store.statements import Cache, Prepared, Row

Clock = Callable[[], datetime]


class Driver(Protocol):
    """A connection inside a transaction: the little that both engines must do for us."""

    async def rows(self, statement: Prepared, values: list[Any]) -> list[Any]: ...
    async def run(self, statement: Prepared, values: list[Any]) -> int: ...
    async def run_many(self, statement: Prepared, values: list[list[Any]]) -> None: ...


class Engine(Protocol):
    """SQLite or PostgreSQL behind the door."""

    cache: Cache
    name: str

    def reading(self) -> AbstractAsyncContextManager[Driver]: ...
    def writing(self) -> AbstractAsyncContextManager[Driver]: ...
    async def close(self) -> None: ...


@dataclass(slots=True)
class Transaction:
    """What store functions are handed: statements in, rows out; one instant; events kept until the commit."""

    driver: Driver
    cache: Cache
    engine: str
    now: datetime
    ids: Ids
    events: list[Event] = field(default_factory=list)

    async def all(self, statement: ClauseElement, **values: Any) -> list[Row]:
        """Every row."""
        prepared = self.cache.prepared(statement)
        return prepared.rows(await self.driver.rows(prepared, prepared.parameters(values)))

    async def first(self, statement: ClauseElement, **values: Any) -> Row | None:
        """The first row, if there is one."""
        found = await self.all(statement, **values)
        return found[0] if found else None

    async def scalar(self, statement: ClauseElement, **values: Any) -> Any:
        """The first column of the first row, or None."""
        found = await self.first(statement, **values)
        return None if found is None else found[0]

    async def run(self, statement: ClauseElement, **values: Any) -> int:
        """How many rows were touched."""
        prepared = self.cache.prepared(statement)
        return await self.driver.run(prepared, prepared.parameters(values))

    async def run_many(self, statement: ClauseElement, many: Iterable[Mapping[str, Any]]) -> None:
        """The same statement for many sets of values."""
        prepared = self.cache.prepared(statement)
        await self.driver.run_many(prepared, [prepared.parameters(values) for values in many])

    def new_id(self) -> int:
        """A fresh id of this transaction's instant."""
        return self.ids.new(self.now)

    def emit(self, event: Event) -> None:
        """Say it after the commit, and only if there is one."""
        self.events.append(event)


@dataclass(slots=True)
class Database:
    """The door. `announce` is called with a transaction's events after its commit."""

    engine: Engine
    clock: Clock
    ids: Ids
    announce: Callable[[Iterable[Event]], None]

    def read(self) -> "Reading":
        """For looking only."""
        return Reading(self)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """All or nothing; never wait for the network, the GPU or a file inside."""
        async with self.engine.writing() as driver:
            tx = self.transaction(driver)
            yield tx
        if tx.events:
            self.announce(tx.events)

    def transaction(self, driver: Driver) -> Transaction:
        """What store functions are handed, of this instant."""
        return Transaction(driver, self.engine.cache, self.engine.name, self.clock(), self.ids)

    async def close(self) -> None:
        """Lets go of every connection."""
        await self.engine.close()


class Reading:
    """`async with` it. A class: every request reads once or twice, and a generator takes twice as long to enter."""

    __slots__ = ("_database", "_driver")

    def __init__(self, database: Database) -> None:
        self._database = database
        self._driver = database.engine.reading()

    async def __aenter__(self) -> Transaction:
        return self._database.transaction(await self._driver.__aenter__())

    async def __aexit__(self, *error: Any) -> None:
        await self._driver.__aexit__(*error)
