"""Who quotes what: rows in and out, and how far consent has come."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.posts.quotes import Quote, QuoteState
from fediai.domain.statuses import Page, Status
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.posts.sight import seen, wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import quotes, statuses

_WORDS = {str(one): one for one in QuoteState}
_QUOTE = Record(Quote, quotes, state=_WORDS.__getitem__)
_SELECT = select(*_QUOTE.columns)
_BY_ID = _SELECT.where(quotes.c.id == bindparam("id"))
_BY_STATUS = _SELECT.where(quotes.c.status_id == bindparam("status", type_=BigInteger()))
_BY_STATUSES = _SELECT.where(among(quotes.c.status_id, "ids"))
_BY_REQUEST = _SELECT.where(quotes.c.request_uri == bindparam("uri"), quotes.c.request_uri != "")
_BY_STAMP = _SELECT.where(quotes.c.authorization_uri == bindparam("uri"), quotes.c.authorization_uri != "")
_INSERT = (
    insert(quotes)
    .values({name: bindparam(name) for name in _QUOTE.names})
    .on_conflict_do_nothing(index_elements=["status_id"])
)
_MOVE = (
    update(quotes)
    .where(quotes.c.id == bindparam("quote", type_=BigInteger()), quotes.c.state == bindparam("before"))
    .values(
        state=bindparam("after"), authorization_uri=bindparam("stamp"), request_uri=bindparam("request"),
        quoted_status_id=bindparam("quoted"), quoted_account_id=bindparam("author"),
    )
    .returning(*_QUOTE.columns)
)  # fmt: skip
_POINT = update(statuses).where(statuses.c.id == bindparam("status")).values(quote_id=bindparam("quote"))
_POLICY = update(statuses).where(statuses.c.id == bindparam("status")).values(quote_policy=bindparam("policy"))


def _one(row: Any) -> Quote | None:
    return None if row is None else _QUOTE.read(row)


async def insert_new(tx: Transaction, quote: Quote) -> bool:
    """Written, and its status knows of it; False when that quotes something already."""
    if not await tx.run(_INSERT, **{name: getattr(quote, name) for name in _QUOTE.names}):
        return False
    await tx.run(_POINT, status=quote.status_id, quote=quote.id)
    return True


async def by_id(tx: Transaction, id: int) -> Quote | None:
    """The quote with this id."""
    return _one(await tx.first(_BY_ID, id=id))


async def by_status(tx: Transaction, status_id: int) -> Quote | None:
    """What this status quotes."""
    return _one(await tx.first(_BY_STATUS, status=status_id))


async def by_statuses(tx: Transaction, ids: Iterable[int]) -> dict[int, Quote]:
    """What these quote, by their ids."""
    return {quote.status_id: quote for quote in map(_QUOTE.read, await tx.all(_BY_STATUSES, ids=list(ids)))}


async def by_request(tx: Transaction, uri: str) -> Quote | None:
    """The quote that this QuoteRequest asked for."""
    return _one(await tx.first(_BY_REQUEST, uri=uri))


async def by_stamp(tx: Transaction, uri: str) -> Quote | None:
    """The quote that this stamp allows."""
    return _one(await tx.first(_BY_STAMP, uri=uri))


async def move(tx: Transaction, quote: Quote, to: QuoteState, **changes: Any) -> Quote | None:
    """In its new state, perhaps with a stamp, a request, or what was found; None when somebody else was faster."""
    now = {
        "stamp": quote.authorization_uri, "request": quote.request_uri, "quoted": quote.quoted_status_id,
        "author": quote.quoted_account_id, **changes,
    }  # fmt: skip
    return _one(await tx.first(_MOVE, quote=quote.id, before=quote.state.value, after=to.value, **now))


async def set_policy(tx: Transaction, status_id: int, policy: str) -> None:
    """Who may quote it from now on."""
    await tx.run(_POLICY, status=status_id, policy=policy)


_QUOTING = paged(
    select(quotes.c.id, *STATUS_COLUMNS)
    .join(statuses, statuses.c.id == quotes.c.status_id)
    .where(
        quotes.c.quoted_status_id == bindparam("quoted", type_=BigInteger()),
        quotes.c.state == QuoteState.ACCEPTED.value,
        seen(),
        wanted(),
    ),
    quotes.c.id,
)


async def quoting(tx: Transaction, viewer: int, status_id: int, page: Page) -> list[tuple[int, Status]]:
    """(cursor, status) of those that quote it and that this viewer may see, newest first."""
    rows = await rows_of(tx, _QUOTING, page, quoted=status_id, viewer=viewer, now=tx.now)
    return [(row[0], status_from(row, 1)) for row in rows]


_QUOTERS = select(quotes.c.account_id, quotes.c.status_id).where(
    quotes.c.quoted_status_id == bindparam("quoted", type_=BigInteger()), quotes.c.state == QuoteState.ACCEPTED.value
)


async def quoters(tx: Transaction, status_id: int) -> Sequence[tuple[int, int]]:
    """(account, status) of everybody whose accepted quote shows it."""
    return [(row[0], row[1]) for row in await tx.all(_QUOTERS, quoted=status_id)]
