"""Browsers that are signed in; of their cookies only the fingerprints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account, User
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.people.users import USER_COLUMNS, WIDTH, user_from
from fediai.store.tables import accounts, sessions, users


@dataclass(frozen=True, slots=True)
class Session:
    """A row of `sessions`."""

    id: int
    user_id: int
    csrf: str
    user_agent: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str


_COLUMNS = tuple(sessions.c[name] for name in Session.__dataclass_fields__)
_at: Any = bindparam("at", type_=sessions.c.expires_at.type)
_INSERT = insert(sessions).values({c.name: bindparam(c.name, type_=c.type) for c in sessions.c})
_BY_HASH = (
    select(*USER_COLUMNS, *ACCOUNT_COLUMNS, *_COLUMNS)
    .select_from(sessions)
    .join(users, users.c.id == sessions.c.user_id)
    .join(accounts, accounts.c.id == users.c.account_id)
    .where(sessions.c.token_hash == bindparam("token"), sessions.c.expires_at > _at)
)
_SEEN = (
    update(sessions)
    .where(sessions.c.id == bindparam("session"))
    .values(seen_at=_at, expires_at=bindparam("until", type_=sessions.c.expires_at.type))
)
_END = delete(sessions).where(sessions.c.token_hash == bindparam("token"))
_END_ONE = delete(sessions).where(sessions.c.id == bindparam("session"), sessions.c.user_id == bindparam("user"))
_END_OTHERS = delete(sessions).where(sessions.c.user_id == bindparam("user"), sessions.c.id != bindparam("session"))
_SWEEP = delete(sessions).where(sessions.c.expires_at <= _at)
_OF_USER = (
    select(*_COLUMNS)
    .where(sessions.c.user_id == bindparam("user"), sessions.c.expires_at > _at)
    .order_by(sessions.c.seen_at.desc())
)


async def insert_new(tx: Transaction, lives: timedelta, **values: Any) -> None:
    """A new session with these columns; the ones that ran out are dropped on the way."""
    await tx.run(_SWEEP, at=tx.now)
    await tx.run(_INSERT, id=tx.new_id(), created_at=tx.now, seen_at=tx.now, expires_at=tx.now + lives, **values)


async def by_hash(tx: Transaction, token_hash: str) -> tuple[User, Account, Session] | None:
    """Whose browser holds this cookie."""
    row = await tx.first(_BY_HASH, token=token_hash, at=tx.now)
    if row is None:
        return None
    return user_from(row), account_from(row, WIDTH), Session(*row[-len(_COLUMNS) :])


async def seen(tx: Transaction, session: Session, lives: timedelta) -> None:
    """The session lives on from now."""
    await tx.run(_SEEN, session=session.id, at=tx.now, until=tx.now + lives)


async def end(tx: Transaction, token_hash: str) -> None:
    """The cookie is worth nothing any more."""
    await tx.run(_END, token=token_hash)


async def end_one(tx: Transaction, user_id: int, session_id: int) -> None:
    """One of a person's sessions is over."""
    await tx.run(_END_ONE, user=user_id, session=session_id)


async def end_others(tx: Transaction, user_id: int, but: int) -> None:
    """All of a person's sessions but this one are over; 0 spares none."""
    await tx.run(_END_OTHERS, user=user_id, session=but)


async def of_user(tx: Transaction, user_id: int) -> Sequence[Session]:
    """A person's open sessions, the last used first."""
    return [Session(*row) for row in await tx.all(_OF_USER, user=user_id, at=tx.now)]
