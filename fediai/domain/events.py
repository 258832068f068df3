"""Everything that is announced after a commit; small values with ids, so that they cross processes cheaply."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import orjson


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` names the class on the wire between our processes."""

    kind: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class StatusPublished(Event):
    """A status became visible: to streams of its followers, its author, those it mentions, the public."""

    kind: ClassVar[str] = "status"
    status_id: int


@dataclass(frozen=True, slots=True)
class StatusEdited(Event):
    kind: ClassVar[str] = "edited"
    status_id: int


@dataclass(frozen=True, slots=True)
class StatusDeleted(Event):
    """`owners`: accounts of ours whose home held it."""

    kind: ClassVar[str] = "deleted"
    status_id: int
    owners: tuple[int, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True)
class Notified(Event):
    kind: ClassVar[str] = "notified"
    notification_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class NotificationsMerged(Event):
    """What was kept back is now among the others: lists of notifications are to be read anew."""

    kind: ClassVar[str] = "merged"
    account_id: int


@dataclass(frozen=True, slots=True)
class FiltersChanged(Event):
    """What somebody's filters catch is to be asked anew."""

    kind: ClassVar[str] = "filters"
    account_id: int


@dataclass(frozen=True, slots=True)
class AccessEnded(Event):
    """These tokens, or all of an account's, are worth nothing any more: what is open by them is to be closed."""

    kind: ClassVar[str] = "access_ended"
    token_ids: tuple[int, ...] = ()
    account_id: int = 0

    def ends(self, token_id: int, account_id: int) -> bool:
        """Is this one of them?"""
        return token_id in self.token_ids or account_id == self.account_id


@dataclass(frozen=True, slots=True)
class Announced(Event):
    """The house says something new."""

    kind: ClassVar[str] = "announced"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementGone(Event):
    """And takes it back."""

    kind: ClassVar[str] = "unannounced"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementReacted(Event):
    """Somebody gave a sign, or took it back."""

    kind: ClassVar[str] = "announcement_reaction"
    announcement_id: int
    name: str


@dataclass(frozen=True, slots=True)
class GenerationMoved(Event):
    """A generation changed its state, or (`step` > 0) made a step; previews travel beside, in memory."""

    kind: ClassVar[str] = "generation"
    generation_id: int
    account_id: int
    state: str
    step: int = 0
    of_steps: int = 0


@dataclass(frozen=True, slots=True)
class RulesChanged(Event):
    """What is said about far servers is to be read anew."""

    kind: ClassVar[str] = "rules"


@dataclass(frozen=True, slots=True)
class DoorsChanged(Event):
    """And so is what is said about networks."""

    kind: ClassVar[str] = "doors"


@dataclass(frozen=True, slots=True)
class JobsDue(Event):
    """There is work of this kind: the workers need not wait for their next look."""

    kind: ClassVar[str] = "jobs"
    job_kind: str


@dataclass(frozen=True, slots=True)
class GenerationsDue(Event):
    """There is something to paint."""

    kind: ClassVar[str] = "paint"


KINDS: dict[str, type[Event]] = {
    event.kind: event
    for event in (
        StatusPublished, StatusEdited, StatusDeleted, Notified, NotificationsMerged, FiltersChanged, AccessEnded,
        Announced, AnnouncementGone, AnnouncementReacted,
        GenerationMoved, RulesChanged, DoorsChanged, JobsDue, GenerationsDue,
    )
}  # fmt: skip


def encode(event: Event) -> bytes:
    """One event as JSON."""
    return orjson.dumps({"kind": event.kind, **asdict(event)})


def decode(data: bytes) -> Event | None:
    """The event, or None for what another version of us may say."""
    try:
        values: dict[str, Any] = orjson.loads(data)
        made = KINDS[values.pop("kind")]
        return made(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return None
