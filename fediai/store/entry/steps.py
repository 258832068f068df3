"""What is begun at the door and finished within minutes; of its cookie only the fingerprint."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.second_steps import Step
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.tables import sign_in_steps

_STEP = Record(Step, sign_in_steps)
_at: Any = bindparam("at", type_=sign_in_steps.c.expires_at.type)
_INSERT = insert(sign_in_steps).values({c.name: bindparam(c.name, type_=c.type) for c in sign_in_steps.c})
_BY_HASH = select(*_STEP.columns).where(
    sign_in_steps.c.secret_hash == bindparam("secret"),
    sign_in_steps.c.purpose == bindparam("what"),
    sign_in_steps.c.expires_at > _at,
)
_TRY = (
    update(sign_in_steps)
    .where(sign_in_steps.c.id == bindparam("step"))
    .values(tries=sign_in_steps.c.tries + 1)
    .returning(sign_in_steps.c.tries)
)
_CHALLENGE = (
    update(sign_in_steps).where(sign_in_steps.c.id == bindparam("step")).values(challenge=bindparam("asked"))
)  # fmt: skip
_DROP = delete(sign_in_steps).where(sign_in_steps.c.id == bindparam("step"))
_DROP_ALL = delete(sign_in_steps).where(sign_in_steps.c.user_id == bindparam("user"))
_SWEEP = delete(sign_in_steps).where(sign_in_steps.c.expires_at <= _at)


async def insert_new(tx: Transaction, lives: timedelta, **values: Any) -> None:
    """A new step with these columns; those that ran out are dropped on the way."""
    await tx.run(_SWEEP, at=tx.now)
    await tx.run(_INSERT, id=tx.new_id(), tries=0, created_at=tx.now, expires_at=tx.now + lives, **values)


async def by_hash(tx: Transaction, secret_hash: str, purpose: str) -> Step | None:
    """The step of the browser with this cookie, while there is time."""
    row = await tx.first(_BY_HASH, secret=secret_hash, what=purpose, at=tx.now)
    return None if row is None else _STEP.read(row)


async def count_try(tx: Transaction, step: Step) -> int:
    """How often it has been tried, this time included."""
    return int(await tx.scalar(_TRY, step=step.id) or 0)


async def ask(tx: Transaction, step: Step, challenge: str) -> None:
    """What the next signature must be about."""
    await tx.run(_CHALLENGE, step=step.id, asked=challenge)


async def drop(tx: Transaction, step: Step) -> bool:
    """Finished or given up; False when somebody else was quicker."""
    return await tx.run(_DROP, step=step.id) > 0


async def drop_all(tx: Transaction, user_id: int) -> None:
    """Nothing that this person began can be finished any more."""
    await tx.run(_DROP_ALL, user=user_id)
