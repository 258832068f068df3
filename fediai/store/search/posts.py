"""Posts by their words: FTS5 on SQLite, `tsvector` on PostgreSQL. The one file that asks which engine it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Select,
    Text,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    or_,
    select,
    table,
    union_all,
)

from fediai.domain.ids import first_at
from fediai.domain.lifecycle import MediaState
from fediai.domain.posts.searches import Search, Term
from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.paging import TOP
from fediai.store.posts.sight import VIEWER, seen, unsilenced, wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import there
from fediai.store.tables import accounts, bookmarks, favourites, media_attachments, mentions, status_words, statuses

_MATCH: Any = bindparam("match", type_=Text())


def sqlite_match(terms: Sequence[Term], without: Sequence[Term]) -> str:
    """`("red fox" AND "snow" *) NOT ("cat" *)`: only letters, digits and our own signs."""
    found = " AND ".join(_quoted(term) for term in terms)
    return f"({found}) NOT ({' OR '.join(_quoted(term) for term in without)})" if without else found


def _quoted(term: Term) -> str:
    return f'"{" ".join(term.tokens)}"{"" if term.exact else " *"}'


def postgres_match(terms: Sequence[Term], without: Sequence[Term]) -> str:
    """`('red' <-> 'fox') & 'snow':* & !('cat':*)`."""
    return " & ".join([*(f"({_chained(one)})" for one in terms), *(f"!({_chained(one)})" for one in without)])


def _chained(term: Term) -> str:
    return " <-> ".join(f"'{token}'" for token in term.tokens) + ("" if term.exact else ":*")


@dataclass(frozen=True, slots=True)
class Shape:
    """Which parts a query has: its statement depends on nothing else."""

    engine: str
    words: bool
    by: bool
    media: bool
    reply: bool
    sensitive: bool
    library: bool
    language: bool


def _kept(of: Any) -> Any:
    return there(select(of.c.status_id).where(of.c.status_id == statuses.c.id, of.c.account_id == VIEWER))


_MINE = or_(statuses.c.account_id == VIEWER, *(_kept(one) for one in (mentions, favourites, bookmarks)))
_library = union_all(
    select(statuses.c.id).where(statuses.c.account_id == VIEWER),
    *(select(one.c.status_id).where(one.c.account_id == VIEWER) for one in (mentions, favourites, bookmarks)),
)
_LIBRARY = statuses.c.id.in_(_library)
_indexable = there(select(accounts.c.id).where(accounts.c.id == statuses.c.account_id, accounts.c.indexable))
_OPEN = and_(statuses.c.visibility == Visibility.PUBLIC.value, _indexable, unsilenced())
_PICTURED = there(
    select(media_attachments.c.id).where(
        media_attachments.c.status_id == statuses.c.id, media_attachments.c.state == MediaState.READY.value
    )
)


def _worded(query: Select[Any], engine: str) -> Select[Any]:
    if engine == "sqlite":
        index = table("status_index", column("rowid", BigInteger()))
        joined = query.join(index, index.c.rowid == statuses.c.id)
        return joined.where(literal_column("status_index").op("MATCH")(_MATCH))
    # Word for word as the index has it, or it would not be used.
    simple: Any = literal_column("'simple'::regconfig")
    joined = query.join(status_words, status_words.c.status_id == statuses.c.id)
    return joined.where(func.to_tsvector(simple, status_words.c.words).op("@@")(func.to_tsquery(simple, _MATCH)))


@lru_cache
def _query(shape: Shape) -> Select[Any]:
    parts = {
        "by": statuses.c.account_id == bindparam("by", type_=BigInteger()),
        "media": _PICTURED,
        "reply": or_(statuses.c.in_reply_to_id.is_not(None), statuses.c.in_reply_to_uri != ""),
        "sensitive": statuses.c.sensitive,
        "language": statuses.c.language == bindparam("language", type_=Text()),
    }
    query = select(*STATUS_COLUMNS).where(
        *(condition for name, condition in parts.items() if getattr(shape, name)),
        _LIBRARY if shape.library else or_(_MINE, _OPEN),
        statuses.c.reblog_of_id.is_(None),
        statuses.c.pending_generation_id.is_(None),
        statuses.c.id < bindparam("max_id", type_=BigInteger()),
        statuses.c.id >= bindparam("min_id", type_=BigInteger()),
        seen(),
        wanted(),
    )
    query = _worded(query, shape.engine) if shape.words else query
    return query.order_by(statuses.c.id.desc()).limit(bindparam("limit")).offset(bindparam("offset"))


async def find(
    tx: Transaction, viewer: int, search: Search, by: int, *, limit: int = 20, offset: int = 0
) -> list[Status]:
    """What the viewer may find, newest first; `by` is the account that `search.by` names, or 0."""
    shape = Shape(
        tx.engine, bool(search.terms), bool(by), search.media, search.reply, search.sensitive, search.library,
        bool(search.language),
    )  # fmt: skip
    match = (sqlite_match if tx.engine == "sqlite" else postgres_match)(search.terms, search.without)
    values: dict[str, Any] = {"match": match} if search.terms else {}
    values |= {"by": by} if by else {}
    values |= {"language": search.language} if search.language else {}
    rows = await tx.all(
        _query(shape), viewer=viewer, now=tx.now, max_id=_bound(search.before, TOP), min_id=_bound(search.after, 0),
        limit=limit, offset=offset, **values,
    )  # fmt: skip
    return [status_from(row) for row in rows]


def _bound(at: datetime | None, otherwise: int) -> int:
    return otherwise if at is None else min(first_at(at), TOP)
