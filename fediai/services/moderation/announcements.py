"""Announcements: said by administrators, read, put aside and answered with a sign by everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.events import Announced, AnnouncementGone, AnnouncementReacted
from fediai.domain.moderation.announcements import LONGEST, MOST_SIGNS, Announcement, Reaction, is_sign
from fediai.domain.moderation.audit import Deed
from fediai.domain.moderation.sanctions import Staff
from fediai.services.moderation import audit
from fediai.services.moderation.audit import About
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.moderation import announcements as store

SHORT = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """An announcement as one person sees it."""

    announcement: Announcement
    read: bool
    reactions: tuple[Reaction, ...]


async def say(
    tx: Transaction, by: Staff, text: str, starts_at: datetime | None = None, ends_at: datetime | None = None,
    *, all_day: bool = False,
) -> Announcement:  # fmt: skip
    """To everybody, from now on or from `starts_at`."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Invalid(f"An announcement has at least one character and at most {LONGEST}")
    if starts_at and ends_at and ends_at <= starts_at:
        raise Invalid("An announcement ends after it starts")
    made = await store.insert_new(tx, words, starts_at, ends_at, all_day=all_day)
    await audit.record(tx, by, Deed.ANNOUNCE, About("announcement", words[:SHORT], made.id))
    if starts_at is None or starts_at <= tx.now:
        tx.emit(Announced(made.id))
    else:
        await jobs.enqueue(tx, Job("announce", {"announcement": made.id}, after=starts_at - tx.now))
    return made


async def begin(tx: Transaction, id: int) -> None:
    """The time of one that waited has come: whoever listens is told, unless it was taken back."""
    if await store.one(tx, id) is not None:
        tx.emit(Announced(id))


async def take_back(tx: Transaction, by: Staff, id: int) -> None:
    """Nobody sees it any more."""
    found = await _one(tx, id)
    await store.remove(tx, id)
    await audit.record(tx, by, Deed.UNANNOUNCE, About("announcement", found.text[:SHORT], id))
    tx.emit(AnnouncementGone(id))


async def _one(tx: Transaction, id: int) -> Announcement:
    found = await store.one(tx, id)
    if found is None:
        raise NotFound
    return found


async def current(tx: Transaction, viewer: Account) -> list[Shown]:
    """What counts now, in a fixed number of queries."""
    return await shown(tx, viewer.id, await store.current(tx))


async def shown(tx: Transaction, viewer: int, several: Sequence[Announcement]) -> list[Shown]:
    """These, as this person sees them."""
    ids = [one.id for one in several]
    read = await store.read_by(tx, viewer, ids) if ids else set()
    signs = await store.reactions_to(tx, ids, viewer) if ids else {}
    return [Shown(one, one.id in read, tuple(signs.get(one.id, ()))) for one in several]


async def one(tx: Transaction, id: int) -> Shown:
    """One of them, for nobody in particular."""
    [found] = await shown(tx, 0, [await _one(tx, id)])
    return found


async def dismiss(tx: Transaction, viewer: Account, id: int) -> None:
    """Put aside."""
    await _one(tx, id)
    await store.dismiss(tx, id, viewer.id)


async def react(tx: Transaction, viewer: Account, id: int, name: str) -> None:
    """One more gives this sign; there can be eight different ones."""
    await _one(tx, id)
    if not is_sign(name):
        raise Invalid("Validation failed: Name is not a recognized emoji")
    known = {one.name for one in (await store.reactions_to(tx, [id], viewer.id)).get(id, [])}
    if name not in known and len(known) >= MOST_SIGNS:
        raise Invalid("Validation failed: Limit of different reactions reached")
    if await store.react(tx, id, viewer.id, name):
        tx.emit(AnnouncementReacted(id, name))


async def take_reaction_back(tx: Transaction, viewer: Account, id: int, name: str) -> None:
    """One less; taking back what was not given is no error."""
    await _one(tx, id)
    if await store.take_back(tx, id, viewer.id, name):
        tx.emit(AnnouncementReacted(id, name))


async def count_of(tx: Transaction, id: int, name: str) -> int:
    """How many give this sign now."""
    return next((one.count for one in (await store.reactions_to(tx, [id], 0)).get(id, []) if one.name == name), 0)
