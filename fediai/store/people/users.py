"""Logins: the private halves of our own accounts."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account, User
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.records import Record
from fediai.store.statements import Row
from fediai.store.tables import accounts, users

_USER = Record(User, users)
USER_COLUMNS, WIDTH, user_from = _USER.columns, _USER.width, _USER.read

_SELECT = select(*USER_COLUMNS, *ACCOUNT_COLUMNS).join(accounts, accounts.c.id == users.c.account_id)
_BY_ID = _SELECT.where(users.c.id == bindparam("id"))
_BY_ACCOUNT = _SELECT.where(users.c.account_id == bindparam("account"))
_BY_LOGIN = _SELECT.where(or_(users.c.email == bindparam("login"), accounts.c.username_lower == bindparam("login")))
_ALL = _SELECT.order_by(users.c.id)
_COUNT = select(func.count()).select_from(users)
_WRITTEN = (*_USER.names, "last_sign_in_at")
_INSERT = (
    insert(users)
    .values({name: bindparam(name, type_=users.c[name].type) for name in _WRITTEN})
    .on_conflict_do_nothing()
    .returning(*USER_COLUMNS)
)


@cache
def _changing(names: tuple[str, ...]) -> Update:
    """Only what changes is written: what somebody else changes at the same moment stays."""
    values = {name: bindparam(name, type_=users.c[name].type) for name in names}
    return update(users).where(users.c.id == bindparam("user")).values(values).returning(*USER_COLUMNS)


_SEEN = (
    update(users)
    .where(users.c.id == bindparam("user"))
    .values(last_sign_in_at=bindparam("at", type_=users.c.last_sign_in_at.type))
)


async def insert_new(tx: Transaction, **values: Any) -> User | None:
    """A new login with these columns; None when the e-mail address is taken."""
    blank: dict[str, Any] = {"preferences": {}, "locale": "", "disabled_at": None, "last_sign_in_at": None}
    row = await tx.first(_INSERT, **{**blank, "id": tx.new_id(), "created_at": tx.now, **values})
    return None if row is None else user_from(row)


def _pair(row: Row | None) -> tuple[User, Account] | None:
    return None if row is None else (user_from(row), account_from(row, WIDTH))


async def by_id(tx: Transaction, id: int) -> tuple[User, Account] | None:
    """The login with this id, and its account."""
    return _pair(await tx.first(_BY_ID, id=id))


async def by_account(tx: Transaction, account_id: int) -> tuple[User, Account] | None:
    """The login of this account."""
    return _pair(await tx.first(_BY_ACCOUNT, account=account_id))


async def by_login(tx: Transaction, login: str) -> tuple[User, Account] | None:
    """The login that somebody means by an e-mail address or a user name, in either case of letters."""
    return _pair(await tx.first(_BY_LOGIN, login=login.strip().removeprefix("@").lower()))


async def everybody(tx: Transaction) -> Sequence[tuple[User, Account]]:
    """Oldest first."""
    return [(user_from(row), account_from(row, WIDTH)) for row in await tx.all(_ALL)]


async def count(tx: Transaction) -> int:
    """How many people have a login here."""
    return int(await tx.scalar(_COUNT) or 0)


async def change(tx: Transaction, user: User, **changes: Any) -> User:
    """The login with these changes."""
    return user_from(await tx.first(_changing(tuple(sorted(changes))), user=user.id, **changes))


async def signed_in(tx: Transaction, user_id: int) -> None:
    """Remembers when."""
    await tx.run(_SEEN, user=user_id, at=tx.now)
