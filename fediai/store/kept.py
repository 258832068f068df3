"""What every request or delivery asks and nobody changes for days: kept in memory, heard of at once when it changes."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from fediai.domain.events import Event
from fediai.store import instance_settings
from fediai.store.database import Database, Transaction

T = TypeVar("T")
LOOKED_AT_EVERY = timedelta(seconds=5)  # an announcement may get lost on its way from another process


async def changed(tx: Transaction, mark: str, event: Event) -> None:
    """Every process reads it anew: those that hear the event at once, the others when they see another mark."""
    await instance_settings.put(tx, mark, tx.new_id())
    tx.emit(event)


class Kept(Generic[T]):
    """Read anew when one of our processes says that it changed, or when its mark in the database did."""

    def __init__(self, empty: T, mark: str, event: type[Event], read: Callable[[Transaction], Awaitable[T]]) -> None:
        self.last = empty  # as it was when it was last read, however long ago
        self._name, self._event, self._read = mark, event, read
        self._mark: object = self  # equal to no mark: nothing was read yet
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._changes = 0
        self._read_changes = -1

    def hear(self, event: Event) -> None:
        """A listener of the bus."""
        if isinstance(event, self._event):
            self._changes += 1

    async def of(self, db: Database) -> T:
        """As it stands: mostly without a query."""
        now = db.clock()
        if self._read_changes != self._changes or now - self._looked_at >= LOOKED_AT_EVERY:
            await self._look(db, now)
        return self.last

    async def _look(self, db: Database, now: datetime) -> None:
        changes = self._changes  # what is announced while we read may not be in what we read
        async with db.read() as tx:
            mark = await instance_settings.one(tx, self._name)
            if mark != self._mark:
                self.last = await self._read(tx)
        self._mark, self._looked_at, self._read_changes = mark, now, changes
