"""How busy the house was, week by week."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from fediai.store.database import Transaction
from fediai.store.tables import statuses, users

WEEKS, WEEK = 12, timedelta(days=7)
_from: Any = bindparam("since", type_=statuses.c.created_at.type)
_to: Any = bindparam("until", type_=statuses.c.created_at.type)
_COUNT = select(
    select(func.count(statuses.c.id))
    .where(
        statuses.c.local.is_(True), statuses.c.created_at >= _from, statuses.c.created_at < _to,
        statuses.c.pending_generation_id.is_(None),
    )
    .scalar_subquery(),
    select(func.count(users.c.id))
    .where(users.c.last_sign_in_at >= _from, users.c.last_sign_in_at < _to)
    .scalar_subquery(),
    select(func.count(users.c.id)).where(users.c.created_at >= _from, users.c.created_at < _to).scalar_subquery(),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Week:
    """It began on a Monday."""

    begins: datetime
    statuses: int
    logins: int
    registrations: int


async def latest(tx: Transaction) -> list[Week]:
    """The present one first."""
    today = tx.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    found = []
    for back in range(WEEKS):
        begins = monday - back * WEEK
        row = await tx.first(_COUNT, since=begins, until=begins + WEEK)
        assert row is not None
        found.append(Week(begins, row[0], row[1], row[2]))
    return found
