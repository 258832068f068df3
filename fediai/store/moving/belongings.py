"""What people have arranged around them, as lists that they can take along; names only, so a long one is cheap."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, select, update

from fediai.domain.lifecycle import FollowState
from fediai.domain.people.sheets import Entry, Sheet
from fediai.store.database import Transaction
from fediai.store.statements import Row
from fediai.store.tables import (
    accounts,
    blocks,
    bookmarks,
    favourites,
    follows,
    list_accounts,
    lists,
    mutes,
    shut_domains,
    statuses,
)

_OWNER = bindparam("owner", type_=BigInteger())
_name = (accounts.c.username, accounts.c.domain)
_FOLLOWS = select(*_name, follows.c.hide_reblogs, follows.c.notify, follows.c.languages).where(
    follows.c.state == FollowState.ACCEPTED.value
)


def _posts(table: Any) -> Select[Any]:
    return (
        select(statuses.c.uri)
        .join(table, table.c.status_id == statuses.c.id)
        .where(table.c.account_id == _OWNER)
        .order_by(table.c.id)
    )


_QUERIES: Mapping[Sheet, Select[Any]] = {
    Sheet.FOLLOWING: _FOLLOWS.join(accounts, accounts.c.id == follows.c.target_id)
    .where(follows.c.account_id == _OWNER)
    .order_by(follows.c.id),
    Sheet.FOLLOWERS: _FOLLOWS.join(accounts, accounts.c.id == follows.c.account_id)
    .where(follows.c.target_id == _OWNER)
    .order_by(follows.c.id),
    Sheet.BLOCKING: select(*_name)
    .join(blocks, blocks.c.target_id == accounts.c.id)
    .where(blocks.c.account_id == _OWNER)
    .order_by(blocks.c.id),
    Sheet.MUTING: select(*_name, mutes.c.hide_notifications)
    .join(mutes, mutes.c.target_id == accounts.c.id)
    .where(mutes.c.account_id == _OWNER, mutes.c.expires_at.is_(None))
    .order_by(mutes.c.id),
    Sheet.DOMAINS: select(shut_domains.c.domain.label("what"))
    .where(shut_domains.c.account_id == _OWNER)
    .order_by(shut_domains.c.domain),
    Sheet.BOOKMARKS: _posts(bookmarks),
    Sheet.LISTS: select(*_name, lists.c.title)
    .join(list_accounts, list_accounts.c.account_id == accounts.c.id)
    .join(lists, lists.c.id == list_accounts.c.list_id)
    .where(lists.c.account_id == _OWNER)
    .order_by(lists.c.id, list_accounts.c.id),
}
_FAVOURITES = _posts(favourites)
_SPEAK = (
    update(follows)
    .where(follows.c.account_id == _OWNER, follows.c.target_id == bindparam("target"))
    .values(languages=bindparam("languages"))
)


async def of(tx: Transaction, owner: int, sheet: Sheet, home: str) -> list[Entry]:
    """All of it, oldest first; our own people under the name of `home`."""
    return [_entry(row, home) for row in await tx.all(_QUERIES[sheet], owner=owner)]


def _entry(row: Row, home: str) -> Entry:
    given: Any = row._asdict()
    what = given.get("what") or given.get("uri") or f"{given['username']}@{given['domain'] or home}"
    return Entry(
        what,
        given.get("title", ""),
        reblogs=not given.get("hide_reblogs", False),
        notify=bool(given.get("notify", False)),
        languages=tuple(given.get("languages") or ()),
        hide_notifications=bool(given.get("hide_notifications", True)),
    )


async def favourites_of(tx: Transaction, owner: int) -> list[str]:
    """The ids of what this person favourited."""
    return [row.uri for row in await tx.all(_FAVOURITES, owner=owner)]


async def speak(tx: Transaction, owner: int, target: int, languages: tuple[str, ...]) -> None:
    """The follower wants to read these languages of whom they follow; none: all."""
    await tx.run(_SPEAK, owner=owner, target=target, languages=list(languages))
