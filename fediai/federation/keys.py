"""Keys that one process remembers: our own private ones, far ones just found, and which were asked for."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from activitypub.actors import Actor
from activitypub.keys import PublicKey
from activitypub.results import Reason, Refused
from fediai.federation.recent import Recent

LOST_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Key:
    """One of our private keys, with its address."""

    uri: str
    private_pem: str


@dataclass(slots=True)
class Keys:
    """Forgetting any of it costs a query or a fetch, never a fact."""

    own: Recent[int, Key] = field(default_factory=lambda: Recent(1_000))
    proving: Recent[int, Key] = field(default_factory=lambda: Recent(1_000))  # with which ours prove documents
    _asked: Recent[str, datetime] = field(default_factory=lambda: Recent(10_000))
    _found: Recent[str, tuple[PublicKey, Actor]] = field(default_factory=lambda: Recent(1_000))

    def ask(self, key_id: str, now: datetime) -> Refused | None:
        """A key that was asked for a moment ago is not asked for again, found or not."""
        before = self._asked.get(key_id)
        if before is not None and now - before < LOST_FOR:
            return Refused(Reason.KEY_NOT_FOUND, "asked a moment ago")
        self._asked.put(key_id, now)
        return None

    def keep(self, key: PublicKey, actor: Actor) -> None:
        """A key was found; whether its holder proves anything is still open."""
        self._found.put(key.id, (key, actor))

    def found(self, key_id: str, now: datetime) -> tuple[PublicKey, Actor] | None:
        """A key found within the last minutes."""
        asked = self._asked.get(key_id)
        return self._found.get(key_id) if asked is not None and now - asked < LOST_FOR else None
