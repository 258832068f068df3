"""The far servers in our books, for people to look at, and what runs there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from fediai.store.database import Transaction
from fediai.store.tables import peers


@dataclass(frozen=True, slots=True)
class Known:
    """A far server as it stands; while `failing_since` is set it does not answer."""

    host: str
    software: str
    first_seen_at: datetime
    last_success_at: datetime | None
    failing_since: datetime | None


_KNOWN = select(*(peers.c[name] for name in Known.__dataclass_fields__))
_EVERY = _KNOWN.order_by(peers.c.host)
_NEWEST = _KNOWN.order_by(peers.c.first_seen_at.desc(), peers.c.host).limit(bindparam("most"))
_before: Any = bindparam("before", type_=peers.c.described_at.type)
_now: Any = bindparam("now", type_=peers.c.described_at.type)
_UNDESCRIBED = (
    select(peers.c.host)
    .where(peers.c.failures == 0, or_(peers.c.described_at.is_(None), peers.c.described_at < _before))
    .order_by(peers.c.described_at.is_not(None), peers.c.described_at)
    .limit(bindparam("most"))
)
_OF = peers.c.host == bindparam("at")
_ASKED = update(peers).where(_OF).values(described_at=_now)
_DESCRIBED = update(peers).where(_OF).values(described_at=_now, software=bindparam("software"))


async def every(tx: Transaction) -> list[Known]:
    """All of them, by name."""
    return [Known(*row) for row in await tx.all(_EVERY)]


async def newest(tx: Transaction, most: int) -> list[Known]:
    """Those that we met last."""
    return [Known(*row) for row in await tx.all(_NEWEST, most=most)]


async def undescribed(tx: Transaction, age: timedelta, most: int) -> list[str]:
    """Those that answer and were never asked what runs there, then those that were asked longest ago."""
    return [row.host for row in await tx.all(_UNDESCRIBED, before=tx.now - age, most=most)]


async def describe(tx: Transaction, host: str, software: str) -> None:
    """It was asked; without an answer, what was known stays."""
    if software:
        await tx.run(_DESCRIBED, at=host, now=tx.now, software=software)
    else:
        await tx.run(_ASKED, at=host, now=tx.now)
