"""Mastodon's three cursors as two statements: downwards from the newest, upwards from `min_id`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam
from sqlalchemy.sql.elements import ColumnElement

from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.statements import Row

TOP = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Paged:
    """One query in its two directions."""

    down: Select[Any]
    up: Select[Any]


def paged(query: Select[Any], cursor: ColumnElement[Any]) -> Paged:
    """Build once per module. Binds `max_id`, `above` and `limit`; unused cursors are bound to the ends."""
    bounded = query.where(
        cursor < bindparam("max_id", type_=BigInteger()), cursor > bindparam("above", type_=BigInteger())
    ).limit(bindparam("limit"))
    return Paged(down=bounded.order_by(cursor.desc()), up=bounded.order_by(cursor.asc()))


async def rows_of(tx: Transaction, query: Paged, page: Page, **values: Any) -> list[Row]:
    """Newest first, whatever the cursor."""
    upwards = page.min_id is not None
    found = await tx.all(
        query.up if upwards else query.down,
        max_id=TOP if page.max_id is None else page.max_id,
        above=page.min_id or page.since_id or 0,
        limit=page.limit,
        **values,
    )
    return found[::-1] if upwards else found
