"""What the house has to say to everybody, who has read it, and what they said to that in one sign."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.moderation.announcements import Announcement, Reaction
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import announcement_reactions as reactions
from fediai.store.tables import announcement_reads as reads
from fediai.store.tables import announcements as table

_RECORD = Record(Announcement, table)
_now: Any = bindparam("now", type_=table.c.created_at.type)
_ALL = select(*_RECORD.columns).order_by(table.c.id.desc()).limit(100)
_CURRENT = _ALL.where(
    or_(table.c.starts_at.is_(None), table.c.starts_at <= _now), or_(table.c.ends_at.is_(None), table.c.ends_at > _now)
)
_ONE = select(*_RECORD.columns).where(table.c.id == bindparam("id"))
_INSERT = insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in _RECORD.names})
_DELETE = delete(table).where(table.c.id == bindparam("announcement"))
_READ = select(reads.c.announcement_id).where(
    reads.c.account_id == bindparam("owner"), among(reads.c.announcement_id, "ids")
)
_DISMISS = (
    insert(reads).values({c.name: bindparam(c.name) for c in reads.c}).on_conflict_do_nothing()
)  # fmt: skip
_COUNTS = (
    select(reactions.c.announcement_id, reactions.c.name, func.count(), func.min(reactions.c.created_at))
    .where(among(reactions.c.announcement_id, "ids"))
    .group_by(reactions.c.announcement_id, reactions.c.name)
    .order_by(func.min(reactions.c.created_at))
)
_MINE = select(reactions.c.announcement_id, reactions.c.name).where(
    among(reactions.c.announcement_id, "ids"), reactions.c.account_id == bindparam("owner")
)
_REACT = (
    insert(reactions)
    .values({c.name: bindparam(c.name, type_=c.type) for c in reactions.c})
    .on_conflict_do_nothing()
)  # fmt: skip
_TAKE_BACK = delete(reactions).where(
    reactions.c.announcement_id == bindparam("announcement"), reactions.c.account_id == bindparam("owner"),
    reactions.c.name == bindparam("sign"),
)  # fmt: skip


async def insert_new(
    tx: Transaction, text: str, starts_at: datetime | None, ends_at: datetime | None, *, all_day: bool
) -> Announcement:
    """Said."""
    made = Announcement(tx.new_id(), text, all_day, starts_at, ends_at, tx.now, tx.now)
    await tx.run(_INSERT, **{name: getattr(made, name) for name in _RECORD.names})
    return made


async def every(tx: Transaction) -> list[Announcement]:
    """All, the last first."""
    return [_RECORD.read(row) for row in await tx.all(_ALL)]


async def current(tx: Transaction) -> list[Announcement]:
    """Those that count now."""
    return [_RECORD.read(row) for row in await tx.all(_CURRENT, now=tx.now)]


async def one(tx: Transaction, id: int) -> Announcement | None:
    """The one with this id."""
    row = await tx.first(_ONE, id=id)
    return _RECORD.read(row) if row else None


async def remove(tx: Transaction, id: int) -> bool:
    """It is gone; False when there was none."""
    return await tx.run(_DELETE, announcement=id) > 0


async def read_by(tx: Transaction, owner: int, ids: Sequence[int]) -> set[int]:
    """Which of these this person has put aside."""
    return {row.announcement_id for row in await tx.all(_READ, owner=owner, ids=ids)}


async def dismiss(tx: Transaction, id: int, owner: int) -> None:
    """Put aside; twice is no error."""
    await tx.run(_DISMISS, announcement_id=id, account_id=owner)


async def reactions_to(tx: Transaction, ids: Sequence[int], owner: int) -> dict[int, list[Reaction]]:
    """By announcement, each sign with how many gave it, the oldest sign first; two queries."""
    mine = {(row.announcement_id, row.name) for row in await tx.all(_MINE, ids=ids, owner=owner)}
    found: dict[int, list[Reaction]] = {}
    for row in await tx.all(_COUNTS, ids=ids):
        found.setdefault(row[0], []).append(Reaction(row[1], row[2], me=(row[0], row[1]) in mine))
    return found


async def react(tx: Transaction, id: int, owner: int, name: str) -> bool:
    """True when it was not there before."""
    return await tx.run(_REACT, announcement_id=id, account_id=owner, name=name, created_at=tx.now) > 0


async def take_back(tx: Transaction, id: int, owner: int, name: str) -> bool:
    """True when it was there."""
    return await tx.run(_TAKE_BACK, announcement=id, owner=owner, sign=name) > 0
