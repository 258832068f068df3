"""Public generated posts as neighbours' servers see them: counted for a day, whether they are still there or not."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import INSTANCE_ACTOR
from fediai.domain.posts.neighbours import Spent
from fediai.store.database import Transaction
from fediai.store.tables import accounts, public_spendings

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_hour: Any = bindparam("hour", type_=public_spendings.c.created_at.type)
_day: Any = bindparam("day", type_=public_spendings.c.created_at.type)
_mine = public_spendings.c.account_id == bindparam("account")
_loud = public_spendings.c.quieted.is_(False)
_lately = public_spendings.c.created_at > _hour
_SPENT = select(
    func.count().filter(_mine, _loud, _lately),
    func.count().filter(_mine, _loud),
    func.count().filter(_loud, _lately),
    func.min(public_spendings.c.created_at).filter(_mine, _loud, _lately),
    func.min(public_spendings.c.created_at).filter(_mine, _loud),
    func.count().filter(_mine, public_spendings.c.quieted.is_(True), _lately),
).where(public_spendings.c.created_at > _day)
# One at a time: PostgreSQL's transactions would not see each other's rows. SQLite's writers wait for each other anyway.
_LOCK = (
    select(accounts.c.id)
    .where(accounts.c.username_lower == INSTANCE_ACTOR, accounts.c.domain == "")
    .with_for_update(of=accounts)
)
_INSERT = insert(public_spendings).values(
    {name: bindparam(name) for name in ("id", "account_id", "quieted", "created_at")}
)
_FORGET = delete(public_spendings).where(public_spendings.c.created_at < bindparam("before", type_=_day.type))


async def lock(tx: Transaction) -> None:
    """Until this transaction ends nobody else counts."""
    await tx.run(_LOCK)


async def spent(tx: Transaction, account_id: int) -> Spent:
    """By this account within an hour and a day, and by the whole instance within an hour."""
    row = await tx.first(_SPENT, account=account_id, hour=tx.now - HOUR, day=tx.now - DAY)
    assert row is not None
    first_hour, first_day = (_later(at, by) for at, by in ((row[3], HOUR), (row[4], DAY)))
    return Spent(row[0], row[1], row[2], first_hour, first_day, told=bool(row[5]))


def _later(at: Any, by: timedelta) -> datetime | None:
    return None if at is None else at + by


async def spend(tx: Transaction, account_id: int, *, quieted: bool) -> None:
    """One more; or one that went out unlisted instead."""
    await tx.run(_INSERT, id=tx.new_id(), account_id=account_id, quieted=quieted, created_at=tx.now)


async def forget(tx: Transaction) -> int:
    """What no longer counts."""
    return await tx.run(_FORGET, before=tx.now - DAY)
