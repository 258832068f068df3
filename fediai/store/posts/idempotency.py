"""Idempotency keys: the same request sent twice makes one status, also while the first is still at work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.tables import idempotency_keys as keys

GIVEN_UP = timedelta(minutes=2)  # a request at work for longer died with its process
KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Claim:
    """`mine`: go ahead; else `status_id` is what the first request made, or None while it is at work."""

    mine: bool
    status_id: int | None = None


_CLAIM = (
    insert(keys)
    .values({name: bindparam(name) for name in ("account_id", "idempotency_key", "created_at")})
    .on_conflict_do_nothing()
)
_ours = (keys.c.account_id == bindparam("account"), keys.c.idempotency_key == bindparam("key"))
_before = bindparam("before", type_=keys.c.created_at.type)
_dead = bindparam("dead", type_=keys.c.created_at.type)
_EXPIRE = delete(keys).where(
    *_ours,
    or_(keys.c.created_at < _before, keys.c.status_id.is_(None) & (keys.c.created_at < _dead)),
)
_FOUND = select(keys.c.status_id).where(*_ours)
_POINT = update(keys).where(*_ours).values(status_id=bindparam("status_id"))
_RELEASE = delete(keys).where(*_ours)
_FORGET = delete(keys).where(keys.c.created_at < _before)


async def claim(tx: Transaction, account_id: int, key: str) -> Claim:
    """Takes the key, or says who has it; keys of dead requests and old ones are free again."""
    await tx.run(_EXPIRE, account=account_id, key=key, before=tx.now - KEPT, dead=tx.now - GIVEN_UP)
    if await tx.run(_CLAIM, account_id=account_id, idempotency_key=key, created_at=tx.now):
        return Claim(mine=True)
    row = await tx.first(_FOUND, account=account_id, key=key)
    return Claim(mine=False, status_id=row.status_id if row else None)


async def point(tx: Transaction, account_id: int, key: str, status_id: int) -> None:
    """From now on the key means this status."""
    await tx.run(_POINT, account=account_id, key=key, status_id=status_id)


async def release(tx: Transaction, account_id: int, key: str) -> None:
    """The request failed: the next one with this key starts anew."""
    await tx.run(_RELEASE, account=account_id, key=key)


async def forget(tx: Transaction, before: datetime) -> int:
    """Removes what nobody will ask for again; a chore."""
    return await tx.run(_FORGET, before=before)
