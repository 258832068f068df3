"""Invitations: made, counted down by those who come, taken back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.joining import Invite
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.tables import invites

_INVITE = Record(Invite, invites)
_now: Any = bindparam("now", type_=invites.c.created_at.type)
_OPENS = (
    invites.c.revoked_at.is_(None),
    or_(invites.c.expires_at.is_(None), invites.c.expires_at > _now),
    or_(invites.c.most_uses.is_(None), invites.c.uses < invites.c.most_uses),
)
_OWNER = bindparam("owner", type_=BigInteger())
_INSERT = (
    insert(invites)
    .values({c.name: bindparam(c.name, type_=c.type) for c in invites.c})
    .returning(*_INVITE.columns)
)  # fmt: skip
_SELECT = select(*_INVITE.columns)
_BY_CODE = _SELECT.where(invites.c.code == bindparam("code"))
_OF_USER = _SELECT.where(invites.c.user_id == _OWNER).order_by(invites.c.id.desc()).limit(100)
_ALL = _SELECT.order_by(invites.c.id.desc()).limit(1000)
_COUNT = select(func.count()).select_from(invites).where(invites.c.user_id == _OWNER, *_OPENS)
_USE = (
    update(invites)
    .where(invites.c.code == bindparam("word"), *_OPENS)
    .values(uses=invites.c.uses + 1)
    .returning(invites.c.id)
)
_REVOKE = (
    update(invites)
    .where(invites.c.code == bindparam("word"), invites.c.revoked_at.is_(None))
    .values(revoked_at=_now)
)  # fmt: skip
_REVOKE_OWN = _REVOKE.where(invites.c.user_id == _OWNER)


async def insert_new(
    tx: Transaction, code: str, by: int | None, most_uses: int | None, expires_at: datetime | None
) -> Invite:
    """A new invitation."""
    row = await tx.first(
        _INSERT, id=tx.new_id(), user_id=by, code=code, most_uses=most_uses, uses=0, created_at=tx.now,
        expires_at=expires_at, revoked_at=None,
    )  # fmt: skip
    if row is None:
        raise RuntimeError("an insert returns its row")
    return _INVITE.read(row)


async def by_code(tx: Transaction, code: str) -> Invite | None:
    """The invitation with this code, whether it opens or not."""
    row = await tx.first(_BY_CODE, code=code)
    return None if row is None else _INVITE.read(row)


async def use(tx: Transaction, code: str) -> int | None:
    """Its id, and one use less; None when it lets nobody in. Two who come at once can't share the last use."""
    found: int | None = await tx.scalar(_USE, word=code, now=tx.now)
    return found


async def of_user(tx: Transaction, user_id: int) -> Sequence[Invite]:
    """Somebody's invitations, the newest first."""
    return [_INVITE.read(row) for row in await tx.all(_OF_USER, owner=user_id)]


async def every(tx: Transaction) -> Sequence[Invite]:
    """Everybody's, the newest first."""
    return [_INVITE.read(row) for row in await tx.all(_ALL)]


async def count_open(tx: Transaction, user_id: int) -> int:
    """How many of somebody's still let people in."""
    return int(await tx.scalar(_COUNT, owner=user_id, now=tx.now) or 0)


async def revoke(tx: Transaction, code: str, by: int | None) -> bool:
    """It lets nobody in any more; only one's own, or any with `by` None. False when there was none."""
    if by is None:
        return await tx.run(_REVOKE, word=code, now=tx.now) > 0
    return await tx.run(_REVOKE_OWN, word=code, now=tx.now, owner=by) > 0
