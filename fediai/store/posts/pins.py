"""Which of their posts somebody shows first."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, delete, func, not_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.statuses import Status
from fediai.store.database import Transaction
from fediai.store.posts.sight import seen
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import among
from fediai.store.tables import pins, statuses

_ACCOUNT = bindparam("account", type_=BigInteger())
_PIN = (
    insert(pins)
    .values({name: bindparam(name) for name in ("id", "account_id", "status_id", "created_at")})
    .on_conflict_do_nothing()
)
_UNPIN = delete(pins).where(pins.c.account_id == _ACCOUNT, pins.c.status_id == bindparam("status"))
_UNPIN_OTHERS = delete(pins).where(pins.c.account_id == _ACCOUNT, not_(among(pins.c.status_id, "ids")))
_COUNT = select(func.count(pins.c.id)).where(pins.c.account_id == _ACCOUNT)
_IS_PINNED = select(pins.c.id).where(pins.c.account_id == _ACCOUNT, pins.c.status_id == bindparam("status"))
_PINNED = (
    select(*STATUS_COLUMNS)
    .join(pins, pins.c.status_id == statuses.c.id)
    .where(pins.c.account_id == _ACCOUNT, seen())
    .order_by(pins.c.id.desc())
)


async def pin(tx: Transaction, account_id: int, status_id: int) -> None:
    """Shown first from now on."""
    await tx.run(_PIN, id=tx.new_id(), account_id=account_id, status_id=status_id, created_at=tx.now)


async def unpin(tx: Transaction, account_id: int, status_id: int) -> bool:
    """One post like the others again; False if it was one already."""
    return await tx.run(_UNPIN, account=account_id, status=status_id) > 0


async def keep(tx: Transaction, account_id: int, status_ids: Sequence[int]) -> None:
    """Exactly these are pinned, the first of them shown first."""
    await tx.run(_UNPIN_OTHERS, account=account_id, ids=list(status_ids))
    for status_id in reversed(status_ids):
        await pin(tx, account_id, status_id)


async def count(tx: Transaction, account_id: int) -> int:
    """How many this account has pinned."""
    return int(await tx.scalar(_COUNT, account=account_id) or 0)


async def is_pinned(tx: Transaction, account_id: int, status_id: int) -> bool:
    """Is it one of them?"""
    return await tx.first(_IS_PINNED, account=account_id, status=status_id) is not None


async def pinned(tx: Transaction, viewer: int, account_id: int) -> list[Status]:
    """Those of them that this viewer may see, the latest pin first."""
    return [status_from(row) for row in await tx.all(_PINNED, viewer=viewer, account=account_id)]
