"""Who paints what: leases on generations, and the pictures that came in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, func, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as change
from sqlalchemy.dialects.postgresql import insert as insert_into

from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures.generations import Generation
from fediai.store.database import Transaction
from fediai.store.pictures.generations import GENERATION_COLUMNS, generation_from
from fediai.store.statements import among
from fediai.store.tables import generation_pictures as pictures
from fediai.store.tables import generations

_QUEUED = generations.c.state == GenerationState.QUEUED
_busy = (
    select(generations.c.account_id, func.count().label("running"))
    .where(generations.c.state == GenerationState.RUNNING)
    .group_by(generations.c.account_id)
    .cte("busy")
)
_by_age = func.row_number().over(
    partition_by=generations.c.account_id, order_by=(generations.c.queued_at, generations.c.id)
)
_turns = (
    select(generations.c.id, (_by_age + func.coalesce(_busy.c.running, 0)).label("turn"))
    .select_from(generations.outerjoin(_busy, _busy.c.account_id == generations.c.account_id))
    .where(_QUEUED)
    .cte("turns")
)
# A window function can't be locked, so the turns are dealt in a table expression and the rows locked beside it.
_NEXT = (
    select(*GENERATION_COLUMNS)
    .join(_turns, _turns.c.id == generations.c.id)
    .where(_QUEUED)
    .order_by(_turns.c.turn, generations.c.queued_at, generations.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=generations)
)
_LEASE = (
    change(generations)
    .where(among(generations.c.id, "ids"), _QUEUED)
    .values(
        state=str(GenerationState.RUNNING), claim=bindparam("claim"), worker=bindparam("worker"),
        leased_until=bindparam("leased_until"), started_at=bindparam("started_at"),
        attempts=generations.c.attempts + 1, step=0, of_steps=0,
    )
)  # fmt: skip
_RENEW = (
    change(generations)
    .where(
        generations.c.id == bindparam("generation"), generations.c.claim == bindparam("held"),
        generations.c.state == GenerationState.RUNNING,
    )
    .values(leased_until=bindparam("leased_until"), step=bindparam("step"), of_steps=bindparam("of_steps"))
)  # fmt: skip
_RECEIVE = (
    change(generations)
    .where(
        generations.c.id == bindparam("generation"), generations.c.claim == bindparam("held"),
        generations.c.claim != "", generations.c.state == GenerationState.RUNNING,
    )
    .values(
        leased_until=bindparam("leased_until"), model=bindparam("model"), label=bindparam("label"),
        digital_source_type=bindparam("digital_source_type"),
    )
    .returning(generations.c.pictures)
)  # fmt: skip
_SETTLE = change(generations).where(generations.c.id == bindparam("generation")).values(claim="", leased_until=None)
_HANG = (
    insert_into(pictures)
    .values(
        generation_id=bindparam("generation_id"), item=bindparam("item"), seed=bindparam("seed"),
        raw_file=bindparam("raw_file"), created_at=bindparam("created_at"), media_id=None,
    )
    .on_conflict_do_nothing()
)  # fmt: skip
_HUNG = select(pictures.c.generation_id, pictures.c.item).where(among(pictures.c.generation_id, "ids"))
_COUNT = select(func.count()).where(pictures.c.generation_id == bindparam("generation"))
_RAW = (
    select(pictures.c.item, pictures.c.seed, pictures.c.raw_file, pictures.c.media_id)
    .where(pictures.c.generation_id == bindparam("generation"))
    .order_by(pictures.c.item)
)
_MEDIA = select(pictures.c.generation_id, pictures.c.media_id).where(
    among(pictures.c.generation_id, "ids"), pictures.c.media_id.is_not(None)
).order_by(pictures.c.generation_id, pictures.c.item)  # fmt: skip
_DEVELOPED = (
    change(pictures)
    .where(
        pictures.c.generation_id == bindparam("generation"),
        pictures.c.item == bindparam("picture", type_=Integer()),
    )
    .values(media_id=bindparam("media_id"))
)
_FORGET = delete_from(pictures).where(pictures.c.generation_id == bindparam("generation"))


@dataclass(frozen=True, slots=True)
class Raw:
    """A picture as the worker sent it."""

    item: int
    seed: int
    file: str
    media_id: int | None


@dataclass(frozen=True, slots=True)
class Lease:
    """Who paints, proven by which claim, until when unless renewed."""

    claim: str
    worker: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A picture that came in: what it is, and where its bytes lie."""

    item: int
    seed: int
    file: str
    model: str
    label: str
    digital_source_type: str


async def next_in_turn(tx: Transaction, limit: int) -> list[Generation]:
    """The oldest first, but one of each account before a second of any; locked until this transaction ends."""
    return [generation_from(row) for row in await tx.all(_NEXT, limit=limit)]


async def lease(tx: Transaction, ids: Sequence[int], to: Lease) -> None:
    """These are being painted now."""
    await tx.run(_LEASE, ids=ids, claim=to.claim, worker=to.worker, leased_until=to.until, started_at=tx.now)


async def renew(tx: Transaction, to: Lease, steps: Mapping[int, tuple[int, int]]) -> None:
    """Still at work: by generation, the step and of how many."""
    await tx.run_many(
        _RENEW,
        [
            {"generation": one, "held": to.claim, "leased_until": to.until, "step": step, "of_steps": of}
            for one, (step, of) in steps.items()
        ],
    )


async def receive(tx: Transaction, generation_id: int, to: Lease, picture: Arrival) -> bool | None:
    """Keeps the picture; True when it was the last one missing, None when the claim is no longer the present one."""
    wanted = await tx.scalar(
        _RECEIVE, generation=generation_id, held=to.claim, leased_until=to.until, model=picture.model,
        label=picture.label, digital_source_type=picture.digital_source_type,
    )  # fmt: skip
    if wanted is None or not 0 <= picture.item < wanted:
        return None
    if not await tx.run(
        _HANG, generation_id=generation_id, item=picture.item, seed=picture.seed, raw_file=picture.file,
        created_at=tx.now,
    ):  # fmt: skip
        return None
    complete = bool(await tx.scalar(_COUNT, generation=generation_id) == wanted)
    if complete:
        await tx.run(_SETTLE, generation=generation_id)
    return complete


async def hung(tx: Transaction, ids: Iterable[int]) -> dict[int, set[int]]:
    """The items that are painted already, by generation: a second attempt paints only the others."""
    found: dict[int, set[int]] = {}
    for row in await tx.all(_HUNG, ids=list(ids)):
        found.setdefault(row.generation_id, set()).add(row.item)
    return found


async def raw_pictures(tx: Transaction, generation_id: int) -> list[Raw]:
    """What came in, in order."""
    return [Raw(*row) for row in await tx.all(_RAW, generation=generation_id)]


async def media_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, list[int]]:
    """The attachments that became of the pictures, by generation and in order."""
    found: dict[int, list[int]] = {}
    for row in await tx.all(_MEDIA, ids=list(ids)):
        found.setdefault(row.generation_id, []).append(row.media_id)
    return found


async def developed(tx: Transaction, generation_id: int, media_by_item: Mapping[int, int]) -> None:
    """These attachments show these items."""
    await tx.run_many(
        _DEVELOPED,
        [{"generation": generation_id, "picture": item, "media_id": media} for item, media in media_by_item.items()],
    )


async def forget(tx: Transaction, generation_id: int) -> None:
    """Nobody wants these pictures; who calls removes the files after the commit."""
    await tx.run(_FORGET, generation=generation_id)
