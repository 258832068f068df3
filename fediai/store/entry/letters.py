"""What the links of letters carry: of each secret only the fingerprint."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.tables import letter_secrets as table

_at: Any = bindparam("at", type_=table.c.expires_at.type)
_INSERT = insert(table).values({c.name: bindparam(c.name, type_=c.type) for c in table.c})
_GOOD = (
    table.c.secret_hash == bindparam("secret"),
    table.c.purpose == bindparam("what"),
    table.c.used_at.is_(None),
    table.c.expires_at > _at,
)
_FIND = select(table.c.user_id, table.c.email).where(*_GOOD)
_USE = update(table).where(*_GOOD).values(used_at=_at).returning(table.c.user_id, table.c.email)
_DROP = delete(table).where(table.c.user_id == bindparam("user"), table.c.purpose == bindparam("what"))
_SWEEP = delete(table).where(table.c.expires_at <= _at)


async def insert_new(tx: Transaction, lives: timedelta, **values: Any) -> None:
    """A new one with these columns; those that ran out are dropped on the way."""
    await tx.run(_SWEEP, at=tx.now)
    await tx.run(_INSERT, id=tx.new_id(), created_at=tx.now, expires_at=tx.now + lives, used_at=None, **values)


async def find(tx: Transaction, secret_hash: str, purpose: str) -> tuple[int, str] | None:
    """(user, address) of a link that is good still."""
    row = await tx.first(_FIND, secret=secret_hash, what=purpose, at=tx.now)
    return None if row is None else (row[0], row[1])


async def use(tx: Transaction, secret_hash: str, purpose: str) -> tuple[int, str] | None:
    """The same, and it is good no more."""
    row = await tx.first(_USE, secret=secret_hash, what=purpose, at=tx.now)
    return None if row is None else (row[0], row[1])


async def drop(tx: Transaction, user_id: int, purpose: str) -> None:
    """None of somebody's links of this kind opens anything any more."""
    await tx.run(_DROP, user=user_id, what=purpose)
