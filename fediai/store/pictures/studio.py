"""What the studio and the wall ask of paintings: the recipe behind a status, shares spent, how long one takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy import update as change

from fediai.domain.lifecycle import GenerationState, MediaState
from fediai.domain.pictures.generations import Generation
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.pictures.generations import GENERATION_COLUMNS, LIVE, generation_from
from fediai.store.statements import among
from fediai.store.tables import generations, media_attachments, statuses

_BEHIND = select(*GENERATION_COLUMNS).where(among(generations.c.status_id, "ids"))
_since: Any = bindparam("since", type_=generations.c.created_at.type)
_SPENT = select(func.coalesce(func.sum(generations.c.cost), 0)).where(
    generations.c.account_id == bindparam("account"),
    generations.c.refunded.is_(False),
    generations.c.created_at > _since,
)
_LIVE = select(func.count().label("rows"), func.coalesce(func.sum(generations.c.pictures), 0).label("pictures")).where(
    generations.c.state.in_(LIVE)
)
_STATES = select(generations.c.state, func.count()).group_by(generations.c.state)
_LATEST = (
    select(generations.c.started_at, generations.c.finished_at, generations.c.pictures)
    .where(generations.c.state == GenerationState.READY, generations.c.started_at.is_not(None))
    .order_by(generations.c.id.desc())
    .limit(20)
)
_KEEP = (
    change(generations)
    .where(
        generations.c.id == bindparam("generation"), generations.c.state == GenerationState.READY,
        generations.c.status_id.is_(None),
    )
    .values(post=bindparam("post"))
)  # fmt: skip
_ON_THE_WALL = (
    select(
        func.count().label("pictures"),
        func.count().filter(media_attachments.c.digital_source_type == "algorithmicMedia").label("by_formula"),
    )
    .join(statuses, statuses.c.id == media_attachments.c.status_id)
    .where(
        statuses.c.local.is_(True), statuses.c.visibility == Visibility.PUBLIC.value, statuses.c.created_at > _since,
        statuses.c.pending_generation_id.is_(None), media_attachments.c.state == MediaState.READY.value,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """Public pictures of this house since an instant, and how many of them no model took part in."""

    pictures: int
    by_formula: int


async def behind(tx: Transaction, status_ids: Iterable[int]) -> dict[int, Generation]:
    """The painting that each of these statuses shows, where there is one."""
    found = [generation_from(row) for row in await tx.all(_BEHIND, ids=list(status_ids))]
    return {one.status_id: one for one in found if one.status_id is not None}


async def spent(tx: Transaction, account_id: int, since: datetime) -> int:
    """Pictures that count against this account's share."""
    return int(await tx.scalar(_SPENT, account=account_id, since=since) or 0)


async def live(tx: Transaction) -> tuple[int, int]:
    """How many paintings wait or are at work, of everybody, and how many pictures they have together."""
    [row] = await tx.all(_LIVE)
    return int(row.rows), int(row.pictures)


async def states(tx: Transaction) -> dict[str, int]:
    """How many paintings there are in each state."""
    return {row[0]: row[1] for row in await tx.all(_STATES)}


async def seconds_per_picture(tx: Transaction) -> float | None:
    """As long as the latest ones took on average; None before the first."""
    rows = await tx.all(_LATEST)
    pictures = sum(row.pictures for row in rows)
    took = sum((row.finished_at - row.started_at).total_seconds() for row in rows if row.finished_at)
    return took / pictures if pictures else None


async def keep(tx: Transaction, generation_id: int, post: dict[str, Any]) -> None:
    """How its author means to publish what is finished; nothing is published by it."""
    await tx.run(_KEEP, generation=generation_id, post=post)


async def on_the_wall(tx: Transaction, since: datetime) -> Numbers:
    """What whoever is not signed in can see, counted."""
    [row] = await tx.all(_ON_THE_WALL, since=since)
    return Numbers(int(row.pictures), int(row.by_formula))
