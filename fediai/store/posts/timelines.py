"""Timelines: the home that is written when a status arrives, and the pages that are read from an index."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, or_, select

from fediai.domain.lifecycle import MediaState
from fediai.domain.statuses import Page, Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.paging import Paged, paged, rows_of
from fediai.store.posts.sight import VIEWER, has_any, seen, unsilenced, wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import among, there
from fediai.store.tables import (
    bookmarks,
    favourites,
    home_entries,
    list_accounts,
    lists,
    media_attachments,
    mentions,
    status_tags,
    statuses,
)

MOST_TAGS = 4

_PUBLIC = statuses.c.visibility == Visibility.PUBLIC.value
_ORIGINAL = statuses.c.reblog_of_id.is_(None)
_REPLY = and_(
    or_(statuses.c.in_reply_to_id.is_not(None), statuses.c.in_reply_to_uri != ""),
    or_(
        statuses.c.in_reply_to_account_id.is_(None),
        statuses.c.in_reply_to_account_id != statuses.c.account_id,
    ),
)
_PICTURED = there(
    select(media_attachments.c.id).where(
        media_attachments.c.status_id == statuses.c.id, media_attachments.c.state == MediaState.READY.value
    )
)


@dataclass(frozen=True, slots=True)
class Only:
    """Which part of a timeline: all of it unless said."""

    local: bool = False
    remote: bool = False
    media: bool = False
    replies: bool = True
    reblogs: bool = True
    tag: str = ""
    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


def _tagged(name: str) -> Any:
    further = status_tags.alias("further")
    return there(
        select(further.c.status_id)
        .where(further.c.status_id == statuses.c.id, among(further.c.tag, name))
        .correlate(statuses)
    )


def _elsewhere() -> Any:
    """Its author is on a list of the viewer's that keeps its members to itself."""
    listed = there(
        select(list_accounts.c.id)
        .join(lists, lists.c.id == list_accounts.c.list_id)
        .where(
            list_accounts.c.account_id == statuses.c.account_id,
            lists.c.account_id == bindparam("viewer", type_=BigInteger()),
            lists.c.exclusive,
        )
        .correlate(statuses)
    )
    return and_(has_any(lists, "account_id", "exclusive"), listed)


_HOME = paged(
    select(*STATUS_COLUMNS)
    .join(home_entries, home_entries.c.status_id == statuses.c.id)
    .where(home_entries.c.owner_id == bindparam("viewer", type_=BigInteger()), wanted(), ~_elsewhere()),
    home_entries.c.status_id,
)


async def home(tx: Transaction, owner: int, page: Page) -> list[Status]:
    """What this person's follows, and they themselves, have posted and reblogged."""
    return [status_from(row) for row in await rows_of(tx, _HOME, page, viewer=owner, now=tx.now)]


@lru_cache
def _public(local: bool, remote: bool, media: bool) -> Paged:
    where = [_PUBLIC, _ORIGINAL, ~_REPLY, statuses.c.pending_generation_id.is_(None), unsilenced(), wanted()]
    if local or remote:
        where.append(statuses.c.local.is_(local))
    if media:
        where.append(_PICTURED)
    return paged(select(*STATUS_COLUMNS).where(*where), statuses.c.id)


async def public(tx: Transaction, viewer: int, page: Page, only: Only) -> list[Status]:
    """What everybody may see, without replies and reblogs."""
    query = _public(only.local, only.remote and not only.local, only.media)
    return [status_from(row) for row in await rows_of(tx, query, page, viewer=viewer, now=tx.now)]


@lru_cache
def _tag(local: bool, remote: bool, media: bool, some: bool, every: bool, no: bool) -> Paged:
    """Walks the index of one tag; `some` of several have to be put in order first."""
    named = among(status_tags.c.tag, "tags") if some else status_tags.c.tag == bindparam("tag")
    where = [named, _PUBLIC, _ORIGINAL, unsilenced(), wanted()]
    if local or remote:
        where.append(statuses.c.local.is_(local))
    if media:
        where.append(_PICTURED)
    if every:
        where += [_tagged(f"all{n}") for n in range(MOST_TAGS)]
    if no:
        where.append(~_tagged("none"))
    query = select(*STATUS_COLUMNS).join(status_tags, status_tags.c.status_id == statuses.c.id).where(*where)
    return paged(query.distinct(), statuses.c.id) if some else paged(query, status_tags.c.status_id)


async def tag(tx: Transaction, viewer: int, page: Page, only: Only) -> list[Status]:
    """Public posts with this hashtag, or any of `any`; with all of `all` (four count) and none of `none`."""
    remote = only.remote and not only.local
    query = _tag(only.local, remote, only.media, bool(only.any), bool(only.all), bool(only.none))
    rows = await rows_of(tx, query, page, viewer=viewer, now=tx.now, **_tag_values(only))
    return [status_from(row) for row in rows]


def _tag_values(only: Only) -> dict[str, Any]:
    values: dict[str, Any] = {"tags": [only.tag, *only.any]} if only.any else {"tag": only.tag}
    if only.all:
        values |= {f"all{n}": [only.all[min(n, len(only.all) - 1)]] for n in range(MOST_TAGS)}
    return values | ({"none": only.none} if only.none else {})


@lru_cache
def _account(media: bool, replies: bool, reblogs: bool, tagged: bool) -> Paged:
    where = [statuses.c.account_id == bindparam("account", type_=BigInteger()), seen()]
    if media:
        where += [_PICTURED, _ORIGINAL]
    if not replies:
        where.append(~_REPLY)
    if not reblogs:
        where.append(_ORIGINAL)
    if tagged:
        where.append(_tagged("tags"))
    return paged(select(*STATUS_COLUMNS).where(*where), statuses.c.id)


async def of_account(tx: Transaction, viewer: int, account: int, page: Page, only: Only) -> list[Status]:
    """What one account posted, as far as this viewer may see it."""
    query = _account(only.media, only.replies, only.reblogs, bool(only.tag))
    tags = {"tags": [only.tag]} if only.tag else {}
    rows = await rows_of(tx, query, page, viewer=viewer, account=account, **tags)
    return [status_from(row) for row in rows]


def _kept(table: Any) -> Paged:
    query = (
        select(*STATUS_COLUMNS, table.c.id.label("cursor"))
        .join(table, table.c.status_id == statuses.c.id)
        .where(table.c.account_id == bindparam("viewer", type_=BigInteger()), seen())
    )
    return paged(query, table.c.id)


_FAVOURITES, _BOOKMARKS = _kept(favourites), _kept(bookmarks)


async def favourited(tx: Transaction, viewer: int, page: Page) -> list[tuple[int, Status]]:
    """(cursor, status) of what this person favourited, the latest favourite first."""
    return [(row.cursor, status_from(row)) for row in await rows_of(tx, _FAVOURITES, page, viewer=viewer)]


async def bookmarked(tx: Transaction, viewer: int, page: Page) -> list[tuple[int, Status]]:
    """(cursor, status) of what this person bookmarked, the latest bookmark first."""
    return [(row.cursor, status_from(row)) for row in await rows_of(tx, _BOOKMARKS, page, viewer=viewer)]


_named = select(mentions.c.status_id).where(mentions.c.account_id == VIEWER)
_DIRECT = paged(
    select(*STATUS_COLUMNS).where(
        statuses.c.visibility == Visibility.DIRECT.value,
        or_(statuses.c.account_id == VIEWER, statuses.c.id.in_(_named)),
        seen(),
        wanted(),
    ),
    statuses.c.id,
)


async def direct(tx: Transaction, viewer: int, page: Page) -> list[Status]:
    """Private posts by this person, or that name them."""
    return [status_from(row) for row in await rows_of(tx, _DIRECT, page, viewer=viewer, now=tx.now)]


_OWNERS = select(home_entries.c.owner_id, home_entries.c.status_id).where(among(home_entries.c.status_id, "ids"))
_EMPTY = delete(home_entries).where(
    home_entries.c.owner_id == bindparam("owner"),
    home_entries.c.status_id.in_(select(statuses.c.id).where(statuses.c.account_id == bindparam("author"))),
)


_OFF_LISTS = delete(list_accounts).where(
    list_accounts.c.account_id == bindparam("author"),
    list_accounts.c.list_id.in_(select(lists.c.id).where(lists.c.account_id == bindparam("owner"))),
)


async def owners(tx: Transaction, ids: list[int]) -> dict[int, list[int]]:
    """For each of these statuses, the accounts of ours whose home holds it."""
    found: dict[int, list[int]] = {}
    for row in await tx.all(_OWNERS, ids=ids):
        found.setdefault(row.status_id, []).append(row.owner_id)
    return found


async def leave_home(tx: Transaction, owner: int, author: int) -> None:
    """After an unfollow or a block: nothing by this author is left in the owner's home or lists."""
    await tx.run(_EMPTY, owner=owner, author=author)
    await tx.run(_OFF_LISTS, owner=owner, author=author)
