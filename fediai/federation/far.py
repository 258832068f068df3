"""What one process remembers of far servers: refusals by reason, keys, how often things happened, recent bodies."""

from asyncio import Semaphore
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from activitypub.results import Reason, Refused
from fediai.federation.buckets import Buckets
from fediai.federation.crowds import Crowds
from fediai.federation.keys import Keys
from fediai.federation.recent import Recent


@dataclass(slots=True)
class FarSide:
    """One per Context. Forgetting any of it costs a query or a fetch, never a fact."""

    refused: Counter[Reason] = field(default_factory=Counter)
    last_refusals: list[Reason] = field(default_factory=list)
    keys: Keys = field(default_factory=Keys)
    bodies: Recent[str, bytes] = field(default_factory=lambda: Recent(200))
    alive: set[str] = field(default_factory=set)  # hosts known to have answered; the books need not hear it again
    modern: set[str] = field(default_factory=set)  # hosts that have signed after RFC 9421
    buckets: Buckets = field(default_factory=Buckets)
    crowds: Crowds = field(default_factory=Crowds)
    proved: Recent[tuple[str, str], bool] = field(default_factory=lambda: Recent(10_000))  # (address, host) of letters
    _slots: Recent[str, Semaphore] = field(default_factory=lambda: Recent(10_000))
    _looked: Recent[int, datetime] = field(default_factory=lambda: Recent(10_000))
    _minutes: Recent[str, tuple[int, int]] = field(default_factory=lambda: Recent(10_000))

    def refuse(self, refused: Refused) -> Refused:
        """Counts it."""
        self.refused[refused.reason] += 1
        self.last_refusals = [*self.last_refusals[-99:], refused.reason]
        return refused

    def slots(self, of: str, limit: int) -> Semaphore:
        """So many at once, for one host or for all."""
        found = self._slots.get(of)
        if found is None:
            found = Semaphore(limit)
            self._slots.put(of, found)
        return found

    def is_due(self, thread: int, now: datetime, after: timedelta) -> bool:
        """Was this thread not asked for so lately? From now on it was."""
        last = self._looked.get(thread)
        if last is not None and now - last < after:
            return False
        self._looked.put(thread, now)
        return True

    def count(self, what: str, now: datetime) -> int:
        """How often it happened within the present minute so far."""
        minute, count = self._minutes.get(what) or (0, 0)
        return count if minute == int(now.timestamp() // 60) else 0

    def counted(self, what: str, now: datetime) -> int:
        """How often this happened within the present minute, this time included."""
        minute = int(now.timestamp() // 60)
        then, count = self._minutes.get(what) or (minute, 0)
        count = count + 1 if then == minute else 1
        self._minutes.put(what, (minute, count))
        return count
