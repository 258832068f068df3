"""Favourites, bookmarks and reblogs: who did, and what one viewer did of a whole page in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, literal_column, select, union_all
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.statements import among
from fediai.store.tables import accounts, bookmarks, favourites, filters, pins, statuses, thread_mutes


@dataclass(frozen=True, slots=True)
class Marks:
    """Ids of the statuses that one viewer favourited, reblogged, bookmarked, pinned, or whose thread they muted."""

    favourited: frozenset[int] = frozenset()
    reblogged: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()
    pinned: frozenset[int] = frozenset()
    muted: frozenset[int] = frozenset()
    filters: frozenset[int] = frozenset()  # those that the viewer has: most have none, and nothing is asked for


_VIEWER = bindparam("viewer", type_=BigInteger())


def _marked(kind: str, table: Any, status: Any) -> Any:
    return select(literal_column(f"'{kind}'").label("kind"), status.label("status_id")).where(
        table.c.account_id == _VIEWER, among(status, "ids")
    )


_MARKS = union_all(
    _marked("f", favourites, favourites.c.status_id),
    _marked("b", bookmarks, bookmarks.c.status_id),
    _marked("r", statuses, statuses.c.reblog_of_id),
    _marked("p", pins, pins.c.status_id),
    select(literal_column("'w'"), filters.c.id).where(filters.c.account_id == _VIEWER),
    _marked("m", thread_mutes, statuses.c.id).where(thread_mutes.c.thread_id == statuses.c.thread_id),
)


async def marks(tx: Transaction, viewer: int, ids: Iterable[int]) -> Marks:
    """What this viewer did with these."""
    found: dict[str, set[int]] = {kind: set() for kind in "frbpmw"}
    for row in await tx.all(_MARKS, viewer=viewer, ids=list(ids)):
        found[row.kind].add(row.status_id)
    return Marks(*(frozenset(found[kind]) for kind in "frbpmw"))


_FAVOURITE = (
    insert(favourites)
    .values({name: bindparam(name) for name in ("id", "account_id", "status_id", "uri", "created_at")})
    .on_conflict_do_nothing()
)
_UNFAVOURITE = (
    delete(favourites)
    .where(favourites.c.account_id == bindparam("account"), favourites.c.status_id == bindparam("status"))
    .returning(favourites.c.uri)
)
_FAVOURITE_BY_URI = select(favourites.c.status_id).where(
    favourites.c.account_id == bindparam("account"), favourites.c.uri == bindparam("uri")
)
_BOOKMARK = (
    insert(bookmarks)
    .values({name: bindparam(name) for name in ("id", "account_id", "status_id", "created_at")})
    .on_conflict_do_nothing()
)
_UNBOOKMARK = delete(bookmarks).where(
    bookmarks.c.account_id == bindparam("account"), bookmarks.c.status_id == bindparam("status")
)


_URI_OF = select(favourites.c.uri).where(
    favourites.c.account_id == bindparam("account"), favourites.c.status_id == bindparam("status")
)


async def favourite_uri(tx: Transaction, account_id: int, status_id: int) -> str | None:
    """The id of the Like that said so."""
    found: str | None = await tx.scalar(_URI_OF, account=account_id, status=status_id)
    return found


async def favourite(tx: Transaction, id: int, account_id: int, status_id: int, uri: str) -> bool:
    """False when it was a favourite already."""
    return bool(await tx.run(_FAVOURITE, id=id, account_id=account_id, status_id=status_id, uri=uri, created_at=tx.now))


async def unfavourite(tx: Transaction, account_id: int, status_id: int) -> str | None:
    """The uri of the favourite that is gone; None when there was none."""
    found: str | None = await tx.scalar(_UNFAVOURITE, account=account_id, status=status_id)
    return found


async def favourite_with(tx: Transaction, account_id: int, uri: str) -> int | None:
    """The status that this account favourited by the Like of this id."""
    found: int | None = await tx.scalar(_FAVOURITE_BY_URI, account=account_id, uri=uri)
    return found


async def bookmark(tx: Transaction, account_id: int, status_id: int) -> None:
    """Kept; nobody else learns of it."""
    await tx.run(_BOOKMARK, id=tx.new_id(), account_id=account_id, status_id=status_id, created_at=tx.now)


async def unbookmark(tx: Transaction, account_id: int, status_id: int) -> None:
    """Kept no longer."""
    await tx.run(_UNBOOKMARK, account=account_id, status=status_id)


_FAVOURITED_BY = paged(
    select(*ACCOUNT_COLUMNS, favourites.c.id.label("cursor"))
    .join(favourites, favourites.c.account_id == accounts.c.id)
    .where(favourites.c.status_id == bindparam("status", type_=BigInteger()), accounts.c.suspended_at.is_(None)),
    favourites.c.id,
)
_REBLOGGED_BY = paged(
    select(*ACCOUNT_COLUMNS, statuses.c.id.label("cursor"))
    .join(statuses, statuses.c.account_id == accounts.c.id)
    .where(
        statuses.c.reblog_of_id == bindparam("status", type_=BigInteger()),
        statuses.c.visibility != "direct",
        accounts.c.suspended_at.is_(None),
    ),
    statuses.c.id,
)


async def favourited_by(tx: Transaction, status_id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, account), the latest first."""
    return [(r.cursor, account_from(r)) for r in await rows_of(tx, _FAVOURITED_BY, page, status=status_id)]


async def reblogged_by(tx: Transaction, status_id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, account), the latest first."""
    return [(r.cursor, account_from(r)) for r in await rows_of(tx, _REBLOGGED_BY, page, status=status_id)]
