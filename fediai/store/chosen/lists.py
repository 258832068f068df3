"""Lists of accounts, and what their members post: the part of a home that is theirs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.lifecycle import FollowState
from fediai.domain.people.lists import AccountList, RepliesPolicy
from fediai.domain.statuses import Page, Status
from fediai.store.database import Transaction
from fediai.store.paging import Paged, paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.posts.sight import wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import Row, among
from fediai.store.tables import accounts, follows, home_entries, list_accounts, lists, statuses

_NAMES = ("id", "account_id", "title", "replies_policy", "exclusive")
_COLUMNS = tuple(lists.c[name] for name in _NAMES)
_OWNER = bindparam("owner", type_=BigInteger())
_LIST = bindparam("list", type_=BigInteger())


def _list(row: Row) -> AccountList:
    return AccountList(row[0], row[1], row[2], RepliesPolicy(row[3]), row[4])


_OF = select(*_COLUMNS).where(lists.c.account_id == _OWNER).order_by(lists.c.id)
_ONE = select(*_COLUMNS).where(lists.c.account_id == _OWNER, lists.c.id == _LIST)
_HOLDING = (
    select(*_COLUMNS)
    .join(list_accounts, list_accounts.c.list_id == lists.c.id)
    .where(lists.c.account_id == _OWNER, list_accounts.c.account_id == bindparam("member"))
    .order_by(lists.c.id)
)
_COUNT = select(func.count(lists.c.id)).where(lists.c.account_id == _OWNER)
_INSERT = insert(lists).values({name: bindparam(name) for name in (*_NAMES, "created_at")})
_UPDATE = (
    update(lists)
    .where(lists.c.id == _LIST)
    .values({name: bindparam(name) for name in ("title", "replies_policy", "exclusive")})
)
_DELETE = delete(lists).where(lists.c.account_id == _OWNER, lists.c.id == _LIST)


async def of_account(tx: Transaction, owner: int) -> list[AccountList]:
    """All of this person's lists, the oldest first."""
    return [_list(row) for row in await tx.all(_OF, owner=owner)]


async def one(tx: Transaction, owner: int, id: int) -> AccountList | None:
    """The list, if it is theirs."""
    row = await tx.first(_ONE, owner=owner, list=id)
    return _list(row) if row else None


async def holding(tx: Transaction, owner: int, member: int) -> list[AccountList]:
    """Those of this person's lists on which somebody is."""
    return [_list(row) for row in await tx.all(_HOLDING, owner=owner, member=member)]


async def count(tx: Transaction, owner: int) -> int:
    """How many lists this person has."""
    return int(await tx.scalar(_COUNT, owner=owner) or 0)


async def make(tx: Transaction, made: AccountList) -> None:
    """A new list, still empty."""
    await tx.run(_INSERT, **{name: getattr(made, name) for name in _NAMES}, created_at=tx.now)


async def change(tx: Transaction, changed: AccountList) -> None:
    """Its title and ways."""
    await tx.run(
        _UPDATE, list=changed.id, title=changed.title, replies_policy=changed.replies_policy,
        exclusive=changed.exclusive,
    )  # fmt: skip


async def remove(tx: Transaction, owner: int, id: int) -> bool:
    """Was there such a list?"""
    return await tx.run(_DELETE, owner=owner, list=id) > 0


_MEMBERS = paged(
    select(list_accounts.c.id, *ACCOUNT_COLUMNS)
    .join(accounts, accounts.c.id == list_accounts.c.account_id)
    .where(list_accounts.c.list_id == _LIST),
    list_accounts.c.id,
)
_FOLLOWED = select(follows.c.target_id).where(
    follows.c.account_id == _OWNER, among(follows.c.target_id, "ids"), follows.c.state == FollowState.ACCEPTED
)
_ADD = (
    insert(list_accounts)
    .values({name: bindparam(name) for name in ("id", "list_id", "account_id")})
    .on_conflict_do_nothing()
)
_DROP = delete(list_accounts).where(list_accounts.c.list_id == _LIST, among(list_accounts.c.account_id, "ids"))


async def members(tx: Transaction, id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, account), the latest first."""
    return [(row[0], account_from(row, 1)) for row in await rows_of(tx, _MEMBERS, page, list=id)]


async def followed(tx: Transaction, owner: int, ids: Sequence[int]) -> set[int]:
    """Those of these whom the owner follows: only they can be on a list."""
    return {row.target_id for row in await tx.all(_FOLLOWED, owner=owner, ids=list(ids))}


async def add(tx: Transaction, id: int, members: Sequence[int]) -> None:
    """They are on the list."""
    await tx.run_many(_ADD, [{"id": tx.new_id(), "list_id": id, "account_id": one} for one in members])


async def drop(tx: Transaction, id: int, members: Sequence[int]) -> None:
    """They are not on it any more."""
    await tx.run(_DROP, list=id, ids=list(members))


def _on_it(account: Any) -> Any:
    return (
        select(list_accounts.c.id)
        .where(list_accounts.c.list_id == _LIST, list_accounts.c.account_id == account)
        .correlate(statuses)
        .exists()
    )


@lru_cache
def _timeline(policy: RepliesPolicy) -> Paged:
    """Walks the owner's home, where everything by whom they follow is."""
    answers = statuses.c.in_reply_to_account_id
    plain = or_(answers.is_(None), answers == statuses.c.account_id)
    shown = {
        RepliesPolicy.FOLLOWED: (),
        RepliesPolicy.LIST: (or_(plain, _on_it(answers)),),
        RepliesPolicy.NONE: (plain,),
    }[policy]
    query = (
        select(*STATUS_COLUMNS)
        .join(home_entries, and_(home_entries.c.status_id == statuses.c.id, home_entries.c.owner_id == _OWNER))
        .where(_on_it(statuses.c.account_id), wanted(), *shown)
    )
    return paged(query, home_entries.c.status_id)


async def timeline(tx: Transaction, found: AccountList, page: Page) -> list[Status]:
    """What its members posted, newest first."""
    query, owner = _timeline(found.replies_policy), found.account_id
    rows = await rows_of(tx, query, page, owner=owner, viewer=owner, list=found.id, now=tx.now)
    return [status_from(row) for row in rows]


_BY_MEMBER = (
    select(lists.c.id, lists.c.account_id, lists.c.exclusive)
    .join(list_accounts, list_accounts.c.list_id == lists.c.id)
    .where(list_accounts.c.account_id == bindparam("member", type_=BigInteger()))
)


async def on_which(tx: Transaction, member: int) -> list[tuple[int, int, bool]]:
    """(list, its owner, exclusive) of every list that somebody is on."""
    return [(row[0], row[1], row[2]) for row in await tx.all(_BY_MEMBER, member=member)]
