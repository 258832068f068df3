"""What one process remembers of far servers: refusals by reason, keys that were not to be had, recent bodies."""

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from activitypub.actors import Actor
from activitypub.keys import PublicKey
from activitypub.results import Reason, Refused

K = TypeVar("K")
V = TypeVar("V")

LOST_FOR = timedelta(minutes=5)
FETCHES_A_MINUTE = 60  # for keys of one host: who signs with a thousand unknown keys is no neighbour


class Recent(Generic[K, V]):
    """The last few things by name; the oldest goes when there are too many."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._things: OrderedDict[K, V] = OrderedDict()

    def get(self, name: K) -> V | None:
        found = self._things.get(name)
        if found is not None:
            self._things.move_to_end(name)
        return found

    def put(self, name: K, thing: V) -> None:
        self._things[name] = thing
        self._things.move_to_end(name)
        if len(self._things) > self._limit:
            self._things.popitem(last=False)

    def drop(self, name: K) -> None:
        self._things.pop(name, None)


@dataclass(frozen=True, slots=True)
class Key:
    """One of our private keys, with its address."""

    uri: str
    private_pem: str


@dataclass(slots=True)
class FarSide:
    """One per Context. Forgetting any of it costs a query or a fetch, never a fact."""

    refused: Counter[Reason] = field(default_factory=Counter)
    last_refusals: list[Reason] = field(default_factory=list)
    asked: Recent[str, datetime] = field(default_factory=lambda: Recent(10_000))
    minutes: Recent[str, tuple[int, int]] = field(default_factory=lambda: Recent(10_000))
    keys: Recent[int, Key] = field(default_factory=lambda: Recent(1_000))
    found: Recent[str, tuple[PublicKey, Actor]] = field(default_factory=lambda: Recent(1_000))
    bodies: Recent[str, bytes] = field(default_factory=lambda: Recent(200))

    def refuse(self, refused: Refused) -> Refused:
        """Counts it."""
        self.refused[refused.reason] += 1
        self.last_refusals = [*self.last_refusals[-99:], refused.reason]
        return refused

    def may_ask(self, key_id: str, host: str, now: datetime) -> Refused | None:
        """A key that was asked for a moment ago is not asked for again, nor sixty of one host in a minute."""
        before = self.asked.get(key_id)
        if before is not None and now - before < LOST_FOR:
            return Refused(Reason.KEY_NOT_FOUND, "asked a moment ago")
        if self.counted(f"keys of {host}", now) > FETCHES_A_MINUTE:
            return Refused(Reason.TOO_MANY, "keys of one host")
        self.asked.put(key_id, now)
        return None

    def met(self, key_id: str, now: datetime) -> tuple[PublicKey, Actor] | None:
        """A key found within the last minutes, whose holder has not proved anything yet."""
        asked = self.asked.get(key_id)
        return self.found.get(key_id) if asked is not None and now - asked < LOST_FOR else None

    def counted(self, what: str, now: datetime) -> int:
        """How often this happened within the present minute, this time included."""
        minute = int(now.timestamp() // 60)
        then, count = self.minutes.get(what) or (minute, 0)
        count = count + 1 if then == minute else 1
        self.minutes.put(what, (minute, count))
        return count
