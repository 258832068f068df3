"""Filters as rows."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from sqlalchemy import BigInteger, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.filters import Action, Filter, Keyword
from fediai.store.database import Transaction
from fediai.store.statements import Row
from fediai.store.tables import filter_keywords, filter_statuses, filters

_NAMES = ("id", "account_id", "title", "action", "contexts", "expires_at")
_OWNER = bindparam("owner", type_=BigInteger())
_FILTER = bindparam("filter", type_=BigInteger())
_OF = (
    select(
        *(filters.c[name] for name in _NAMES),
        filter_keywords.c.id.label("keyword_id"), filter_keywords.c.keyword, filter_keywords.c.whole_word,
    )
    .outerjoin(filter_keywords, filter_keywords.c.filter_id == filters.c.id)
    .where(filters.c.account_id == _OWNER)
    .order_by(filters.c.id, filter_keywords.c.id)
)  # fmt: skip
_STATUSES = (
    select(filter_statuses.c.id, filter_statuses.c.filter_id, filter_statuses.c.status_id)
    .join(filters, filters.c.id == filter_statuses.c.filter_id)
    .where(filters.c.account_id == _OWNER)
    .order_by(filter_statuses.c.id)
)
_INSERT = insert(filters).values({name: bindparam(name) for name in _NAMES})
_CHANGED = ("title", "action", "contexts", "expires_at")
_UPDATE = update(filters).where(filters.c.id == _FILTER).values({name: bindparam(name) for name in _CHANGED})
_DELETE = delete(filters).where(filters.c.id == _FILTER)
_WORD = insert(filter_keywords)
_KEYWORD = (
    _WORD.values({name: bindparam(name) for name in ("id", "filter_id", "keyword", "whole_word")})
    .on_conflict_do_update(
        index_elements=["id"], set_={"keyword": _WORD.excluded.keyword, "whole_word": _WORD.excluded.whole_word}
    )
)  # fmt: skip
_DROP_KEYWORD = delete(filter_keywords).where(filter_keywords.c.id == bindparam("keyword_id"))
_STATUS = (
    insert(filter_statuses)
    .values({name: bindparam(name) for name in ("id", "filter_id", "status_id")})
    .on_conflict_do_nothing()
)
_DROP_STATUS = delete(filter_statuses).where(filter_statuses.c.id == bindparam("entry"))


async def of_account(tx: Transaction, owner: int) -> list[Filter]:
    """All of this person's filters, the oldest first; one query where there are none."""
    rows = await tx.all(_OF, owner=owner)
    if not rows:
        return []
    named: dict[int, list[tuple[int, int]]] = {}
    for row in await tx.all(_STATUSES, owner=owner):
        named.setdefault(row.filter_id, []).append((row.id, row.status_id))
    found = [_filter(list(group)) for _, group in groupby(rows, lambda row: row.id)]
    return [replace(one, statuses=tuple(named.get(one.id, ()))) for one in found]


def _filter(rows: Sequence[Row]) -> Filter:
    one = rows[0]
    words = tuple(Keyword(row.keyword_id, row.keyword, row.whole_word) for row in rows if row.keyword_id is not None)
    return Filter(one.id, one.account_id, one.title, tuple(one.contexts), Action(one.action), one.expires_at, words)


async def active(tx: Transaction, owner: int) -> list[Filter]:
    """Those that are in force."""
    return [one for one in await of_account(tx, owner) if one.is_active(tx.now)]


async def make(tx: Transaction, made: Filter) -> None:
    """A new filter, with its keywords."""
    await tx.run(
        _INSERT, id=made.id, account_id=made.account_id, title=made.title, action=made.action,
        contexts=list(made.contexts), expires_at=made.expires_at,
    )  # fmt: skip
    await put_keywords(tx, made.id, made.keywords)


async def change(tx: Transaction, changed: Filter) -> None:
    """Its title, places, action and end."""
    await tx.run(
        _UPDATE, filter=changed.id, title=changed.title, action=changed.action, contexts=list(changed.contexts),
        expires_at=changed.expires_at,
    )  # fmt: skip


async def remove(tx: Transaction, id: int) -> None:
    """With its keywords and posts."""
    await tx.run(_DELETE, filter=id)


async def put_keywords(tx: Transaction, filter_id: int, words: Sequence[Keyword]) -> None:
    """New ones, and known ones with other words."""
    if words:
        await tx.run_many(
            _KEYWORD,
            [{"id": w.id, "filter_id": filter_id, "keyword": w.keyword, "whole_word": w.whole_word} for w in words],
        )


async def drop_keyword(tx: Transaction, id: int) -> None:
    """One word less."""
    await tx.run(_DROP_KEYWORD, keyword_id=id)


async def put_status(tx: Transaction, filter_id: int, status_id: int) -> None:
    """This post is caught."""
    await tx.run(_STATUS, id=tx.new_id(), filter_id=filter_id, status_id=status_id)


async def drop_status(tx: Transaction, id: int) -> None:
    """And no more."""
    await tx.run(_DROP_STATUS, entry=id)
