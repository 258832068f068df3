"""Accounts as moderators look for them, and who the moderators are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from fediai.domain.accounts import RESERVED, Account, User
from fediai.domain.moderation.sanctions import STAFF
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import Paged, paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.people.users import USER_COLUMNS, user_from
from fediai.store.statements import Row, among
from fediai.store.tables import accounts, sessions, sign_ups, users


@dataclass(frozen=True, slots=True)
class Known:
    """What moderators see of an account; `user` where it signs in here."""

    account: Account
    user: User | None
    reason: str = ""  # what they wrote when they asked to join
    addresses: tuple[tuple[str, datetime], ...] = ()  # from which they signed in last, and signed up


def _latest(column: Any) -> Any:
    """Of the session that was used last."""
    return (
        select(column).where(sessions.c.user_id == users.c.id).order_by(sessions.c.seen_at.desc()).limit(1)
        .correlate(users).scalar_subquery()
    )  # fmt: skip


_CAME = (
    sign_ups.c.reason.label("came_reason"),
    sign_ups.c.address.label("came_from"), sign_ups.c.created_at.label("came_at"),
    _latest(sessions.c.address).label("seen_from"), _latest(sessions.c.seen_at).label("seen_last"),
)  # fmt: skip
_SELECT = (
    select(*ACCOUNT_COLUMNS, *USER_COLUMNS, *_CAME)
    .outerjoin(users, users.c.account_id == accounts.c.id)
    .outerjoin(sign_ups, sign_ups.c.user_id == users.c.id)
)
_AT = len(ACCOUNT_COLUMNS)
_PRESENT = (accounts.c.deleted_at.is_(None), ~and_(accounts.c.domain == "", accounts.c.username_lower.in_(RESERVED)))
_ACTIVE = (accounts.c.suspended_at.is_(None), users.c.disabled_at.is_(None))
STATES: Mapping[str, tuple[Any, ...]] = {
    "active": (*_ACTIVE, or_(users.c.id.is_(None), users.c.approved_at.is_not(None))),
    "pending": (users.c.approved_at.is_(None), users.c.id.is_not(None)),
    "disabled": (users.c.disabled_at.is_not(None),),
    "silenced": (accounts.c.silenced_at.is_not(None),),
    "suspended": (accounts.c.suspended_at.is_not(None),),
    "sensitized": (accounts.c.sensitized_at.is_not(None),),
    "local": (accounts.c.domain == "",),
    "remote": (accounts.c.domain != "",),
    "staff": (users.c.role.in_(STAFF),),
}


def _like(column: Any, name: str) -> Any:
    return column.like(bindparam(name), escape="\\")


WORDS = {
    "username": _like(accounts.c.username_lower, "username"),
    "display_name": _like(accounts.c.display_name, "display_name"),
    "email": _like(users.c.email, "email"),
    "by_domain": accounts.c.domain == bindparam("by_domain"),
}


@lru_cache
def _page(states: frozenset[str], words: frozenset[str]) -> Paged:
    where = [one for state in sorted(states) for one in STATES[state]] + [WORDS[word] for word in sorted(words)]
    return paged(_SELECT.where(*_PRESENT, *where), accounts.c.id)


def known_from(row: Row) -> Known:
    """Of an account without a login the columns of the login are empty."""
    if row[_AT] is None:
        return Known(account_from(row), None)
    known = {row.came_from: row.came_at, row.seen_from: row.seen_last}
    found = [(where, at) for where, at in known.items() if where and at]
    addresses = tuple(sorted(found, key=lambda one: one[1], reverse=True))
    return Known(account_from(row), user_from(row, _AT), row.came_reason or "", addresses)


async def page(tx: Transaction, page: Page, states: frozenset[str], words: Mapping[str, str]) -> list[Known]:
    """Newest first; in all of these states, and with all of these words."""
    rows = await rows_of(tx, _page(states, frozenset(words)), page, **words)
    return [known_from(row) for row in rows]


_SOME = _SELECT.where(among(accounts.c.id, "ids"))


async def by_ids(tx: Transaction, ids: list[int]) -> dict[int, Known]:
    """Those that exist, by id."""
    found = [known_from(row) for row in await tx.all(_SOME, ids=ids)]
    return {one.account.id: one for one in found}


async def one(tx: Transaction, id: int) -> Known | None:
    """The account with this id."""
    return (await by_ids(tx, [id])).get(id)


_STAFF = (
    select(*ACCOUNT_COLUMNS)
    .join(users, users.c.account_id == accounts.c.id)
    .where(users.c.role.in_(STAFF), users.c.disabled_at.is_(None), accounts.c.suspended_at.is_(None))
    .order_by(accounts.c.id)
    .limit(50)
)


async def staff(tx: Transaction) -> list[Account]:
    """Who moderates here."""
    return [account_from(row) for row in await tx.all(_STAFF)]
