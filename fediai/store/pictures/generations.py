"""Generations as rows: asked for, waited for, moved along their lifecycle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as change
from sqlalchemy.dialects.postgresql import insert as insert_into
from sqlalchemy.sql.dml import ReturningUpdate

from fediai.domain.lifecycle import GENERATION, GenerationState
from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.records import Record
from fediai.store.statements import Row, among
from fediai.store.tables import accounts, generations, status_aliases, statuses

_GENERATION = Record(Generation, generations, state=GenerationState)
NAMES, GENERATION_COLUMNS, generation_from = _GENERATION.names, _GENERATION.columns, _GENERATION.read
LIVE = (GenerationState.QUEUED, GenerationState.RUNNING)

_SELECT = select(*GENERATION_COLUMNS)
_BY_ID = _SELECT.where(generations.c.id == bindparam("id"))
_BY_KEY = _SELECT.where(
    generations.c.account_id == bindparam("account"), generations.c.idempotency_key == bindparam("key")
)
_BY_PENDING = _SELECT.where(generations.c.pending_status_id == bindparam("status")).order_by(generations.c.id.desc())
_OF_ACCOUNT = paged(_SELECT.where(generations.c.account_id == bindparam("account")), generations.c.id)
_INSERT = insert_into(generations).values({name: bindparam(name) for name in NAMES}).on_conflict_do_nothing()


_BY_IDS = _SELECT.where(among(generations.c.id, "ids"))


def _one(row: Row | None) -> Generation | None:
    return generation_from(row) if row else None


async def by_id(tx: Transaction, id: int) -> Generation | None:
    """The generation, whosever it is."""
    return _one(await tx.first(_BY_ID, id=id))


async def by_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, Generation]:
    """Those that exist, by id."""
    wanted = list(ids)
    found = [generation_from(row) for row in await tx.all(_BY_IDS, ids=wanted)] if wanted else []
    return {one.id: one for one in found}


async def by_key(tx: Transaction, account_id: int, key: str) -> Generation | None:
    """What this account asked for under this idempotency key, unless the key was released since."""
    return _one(await tx.first(_BY_KEY, account=account_id, key=key)) if key else None


async def by_pending(tx: Transaction, status_id: int) -> Generation | None:
    """The last painting for this stand-in status."""
    return _one(await tx.first(_BY_PENDING, status=status_id))


async def of_account(tx: Transaction, account_id: int, page: Page) -> list[Generation]:
    """Newest first."""
    return [generation_from(row) for row in await rows_of(tx, _OF_ACCOUNT, page, account=account_id)]


async def insert(tx: Transaction, generation: Generation) -> bool:
    """Writes it; False when its idempotency key is in use."""
    return bool(await tx.run(_INSERT, **{name: getattr(generation, name) for name in NAMES}))


@dataclass(frozen=True, slots=True)
class Load:
    """What counts against the limits: shares spent since an instant (and when first), what runs and waits."""

    spent: int
    first_spent_at: datetime | None
    live: int
    queued: int


_mine = generations.c.account_id == bindparam("account")
_counted = generations.c.refunded.is_(False) & (
    generations.c.created_at > bindparam("since", type_=generations.c.created_at.type)
)
_LOAD = select(
    select(func.coalesce(func.sum(generations.c.cost), 0)).where(_mine, _counted).scalar_subquery().label("spent"),
    select(func.min(generations.c.created_at)).where(_mine, _counted).scalar_subquery().label("first_spent_at"),
    select(func.count()).where(_mine, generations.c.state.in_(LIVE)).scalar_subquery().label("live"),
    select(func.count()).where(generations.c.state == GenerationState.QUEUED).scalar_subquery().label("queued"),
)
_LOCK = select(accounts.c.id).where(accounts.c.id == bindparam("account")).with_for_update()


async def load(tx: Transaction, account_id: int, since: datetime) -> Load:
    """Counted while the account is locked, so that two requests at once can't both fit into the last place."""
    await tx.all(_LOCK, account=account_id)
    return await glance(tx, account_id, since)


async def glance(tx: Transaction, account_id: int, since: datetime) -> Load:
    """The same, for showing."""
    row = await tx.first(_LOAD, account=account_id, since=since)
    assert row is not None
    return Load(int(row.spent), row.first_spent_at, int(row.live), int(row.queued))


_earlier = generations.alias("earlier")
_PLACES = select(
    generations.c.id,
    select(func.count())
    .where(_earlier.c.state == GenerationState.QUEUED, _earlier.c.queued_at <= generations.c.queued_at)
    .scalar_subquery()
    .label("place"),
).where(among(generations.c.id, "ids"), generations.c.state == GenerationState.QUEUED)


async def places(tx: Transaction, ids: Iterable[int]) -> dict[int, int]:
    """The place in the queue, by age, of those that wait; 1 is next."""
    return {row.id: row.place for row in await tx.all(_PLACES, ids=list(ids))}


@lru_cache
def _move(to: GenerationState, columns: tuple[str, ...], claimed: bool) -> ReturningUpdate[Any]:
    allowed = [state for state, targets in GENERATION.moves.items() if to in targets]
    moving = change(generations).where(generations.c.id == bindparam("generation"), generations.c.state.in_(allowed))
    if claimed:
        moving = moving.where(generations.c.claim == bindparam("held"))
    return moving.values(state=str(to), **{name: bindparam(name) for name in columns}).returning(*GENERATION_COLUMNS)


async def move(
    tx: Transaction, id: int, to: GenerationState, *, held: str | None = None, **changes: Any
) -> Generation | None:
    """Moves it if its lifecycle allows that (and the claim is still the one `held`), with further changes.

    None when somebody else was faster: the row lock makes this the one place where that is decided.
    """
    statement = _move(to, tuple(sorted(changes)), held is not None)
    with_claim = {} if held is None else {"held": held}
    return _one(await tx.first(statement, generation=id, **with_claim, **changes))


_STAND_IN = (
    change(generations)
    .where(
        generations.c.id == bindparam("generation"),
        generations.c.state.in_(LIVE),
        generations.c.pending_status_id.is_(None),
    )
    .values(pending_status_id=bindparam("pending", type_=BigInteger()))
    .returning(generations.c.id)
)
_PUBLISHED = (
    change(generations)
    .where(generations.c.id == bindparam("generation"))
    .values(status_id=bindparam("status", type_=BigInteger()))
)
_ANSWER = (
    change(statuses)
    .where(statuses.c.id == bindparam("status"))
    .values(
        in_reply_to_id=bindparam("in_reply_to_id"), in_reply_to_account_id=bindparam("in_reply_to_account_id"),
        thread_id=bindparam("thread_id"),
    )
)  # fmt: skip
_RECIPE = (
    change(generations).where(generations.c.id == bindparam("generation")).values(recipe_public=bindparam("public"))
)
_OVERDUE = _SELECT.where(
    generations.c.state == GenerationState.RUNNING,
    generations.c.leased_until < bindparam("now", type_=generations.c.leased_until.type),
)
_HELD_BY = _SELECT.where(
    generations.c.state == GenerationState.RUNNING,
    generations.c.claim != "",
    generations.c.worker.startswith(bindparam("hub"), autoescape=False),
)
_STALE = _SELECT.where(
    generations.c.state.in_(LIVE), generations.c.created_at < bindparam("before", type_=generations.c.created_at.type)
)


async def stand_in(tx: Transaction, id: int, pending_status_id: int) -> bool:
    """This status stands for the painting until it is there; False when it is settled already."""
    return await tx.first(_STAND_IN, generation=id, pending=pending_status_id) is not None


async def write_under(tx: Transaction, letter_id: int, pending_status_id: int, account_id: int) -> None:
    """A letter about a painting hangs below its stand-in, which its writer can't see and so can't answer."""
    await tx.run(
        _ANSWER, status=letter_id, in_reply_to_id=pending_status_id, in_reply_to_account_id=account_id,
        thread_id=pending_status_id,
    )  # fmt: skip


async def published(tx: Transaction, id: int, status_id: int) -> None:
    """This status shows what was painted."""
    await tx.run(_PUBLISHED, generation=id, status=status_id)


async def show_recipe(tx: Transaction, id: int, public: bool) -> None:
    """The recipe is for everybody, or for its author only."""
    await tx.run(_RECIPE, generation=id, public=public)


async def overdue(tx: Transaction) -> Sequence[Generation]:
    """Those whose worker fell silent."""
    return [generation_from(row) for row in await tx.all(_OVERDUE, now=tx.now)]


async def held_by(tx: Transaction, hub: str) -> Sequence[Generation]:
    """Those that workers of this hub hold."""
    return [generation_from(row) for row in await tx.all(_HELD_BY, hub=hub)]


async def stale(tx: Transaction, before: datetime) -> Sequence[Generation]:
    """Those that have been waited for since before that instant."""
    return [generation_from(row) for row in await tx.all(_STALE, before=before)]


_FORGET_ALIASES = delete_from(status_aliases).where(
    status_aliases.c.expires_at < bindparam("now", type_=status_aliases.c.expires_at.type)
)


async def forget_aliases(tx: Transaction) -> int:
    """The ids of stand-ins whose days are over; how many."""
    return await tx.run(_FORGET_ALIASES, now=tx.now)


_FORGET_KEYS = (
    change(generations)
    .where(
        generations.c.idempotency_key != "",
        generations.c.created_at < bindparam("before", type_=generations.c.created_at.type),
    )
    .values(idempotency_key="")
)


async def forget_keys(tx: Transaction, before: datetime) -> int:
    """Idempotency keys so old that no client repeats them; how many."""
    return await tx.run(_FORGET_KEYS, before=before)
