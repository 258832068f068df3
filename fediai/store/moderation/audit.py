"""The record of moderators' decisions: written with the deed, in the same transaction, and never changed."""

from typing import Any

from sqlalchemy import BigInteger, bindparam, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.moderation.audit import Deed, Entry
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.records import Record
from fediai.store.tables import audit_entries as entries

_ENTRY = Record(Entry, entries, deed=Deed)
_INSERT = insert(entries).values({name: bindparam(name, type_=entries.c[name].type) for name in _ENTRY.names})
_kind: Any = bindparam("kind")
_id: Any = bindparam("about", type_=BigInteger())
_PAGE = paged(
    select(*_ENTRY.columns).where(
        or_(_kind == "", entries.c.about_kind == _kind), or_(_id == 0, entries.c.about_id == _id)
    ),
    entries.c.id,
)


async def insert_new(tx: Transaction, entry: Entry) -> None:
    """Written down."""
    await tx.run(_INSERT, **{name: getattr(entry, name) for name in _ENTRY.names})


async def page(tx: Transaction, page: Page, *, kind: str = "", about: int = 0) -> list[Entry]:
    """Newest first; only about things of one kind, or about one thing, where that is named."""
    return [_ENTRY.read(row) for row in await rows_of(tx, _PAGE, page, kind=kind, about=about)]
