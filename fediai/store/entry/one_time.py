"""Secrets of codes by the clock, and recovery codes; each code is taken once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.oauth import fingerprint
from fediai.domain.people.second_steps import OneTimeSecret, plain
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.tables import one_time_secrets, recovery_codes

_SECRET = Record(OneTimeSecret, one_time_secrets)
_OWN = one_time_secrets.c.user_id == bindparam("user")
_CODES = recovery_codes.c.user_id == bindparam("user")
_at: Any = bindparam("at", type_=recovery_codes.c.created_at.type)
_INSERT = insert(one_time_secrets).values({c.name: bindparam(c.name, type_=c.type) for c in one_time_secrets.c})
_OF_USER = select(*_SECRET.columns).where(_OWN)
_CONFIRM = update(one_time_secrets).where(_OWN).values(confirmed_at=_at)
_TAKE = (
    update(one_time_secrets)
    .where(_OWN, one_time_secrets.c.last_step < bindparam("step"))
    .values(last_step=bindparam("step"))
)
_FORGET = delete(one_time_secrets).where(_OWN)
_ADD_CODE = insert(recovery_codes).values({c.name: bindparam(c.name, type_=c.type) for c in recovery_codes.c})
_FORGET_CODES = delete(recovery_codes).where(_CODES)
_SPEND = (
    update(recovery_codes)
    .where(_CODES, recovery_codes.c.code_hash == bindparam("code"), recovery_codes.c.used_at.is_(None))
    .values(used_at=_at)
)
_LEFT = select(func.count()).select_from(recovery_codes).where(_CODES, recovery_codes.c.used_at.is_(None))


async def of_user(tx: Transaction, user_id: int) -> OneTimeSecret | None:
    """Somebody's secret, confirmed or not."""
    row = await tx.first(_OF_USER, user=user_id)
    return None if row is None else _SECRET.read(row)


async def begin(tx: Transaction, user_id: int, secret: str) -> None:
    """A new secret, which counts for nothing until a code of it is shown."""
    await tx.run(_FORGET, user=user_id)
    await tx.run(
        _INSERT, id=tx.new_id(), user_id=user_id, secret=secret, last_step=0, created_at=tx.now, confirmed_at=None
    )


async def confirm(tx: Transaction, user_id: int) -> None:
    """The device has it."""
    await tx.run(_CONFIRM, user=user_id, at=tx.now)


async def take(tx: Transaction, user_id: int, step: int) -> bool:
    """A code of these thirty seconds; False when it, or a later one, was taken already."""
    return await tx.run(_TAKE, user=user_id, step=step) > 0


async def forget(tx: Transaction, user_id: int) -> None:
    """No more codes by the clock."""
    await tx.run(_FORGET, user=user_id)


async def set_recovery_codes(tx: Transaction, user_id: int, codes: Sequence[str]) -> None:
    """These and no others; none at all for an empty list."""
    await tx.run(_FORGET_CODES, user=user_id)
    for code in codes:
        await tx.run(
            _ADD_CODE, id=tx.new_id(), user_id=user_id, code_hash=fingerprint(plain(code)), created_at=tx.now,
            used_at=None,
        )  # fmt: skip


async def spend(tx: Transaction, user_id: int, code: str) -> bool:
    """A recovery code, good once."""
    return await tx.run(_SPEND, user=user_id, code=fingerprint(plain(code)), at=tx.now) > 0


async def recovery_codes_left(tx: Transaction, user_id: int) -> int:
    """How many are not spent."""
    return int(await tx.scalar(_LEFT, user=user_id) or 0)
