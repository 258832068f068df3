"""Finding hashtags, and one's own posts by their words; accounts are found in `accounts.search`."""

import re

from sqlalchemy import BigInteger, bindparam, func, select

from fediai.domain.statuses import Status
from fediai.store.database import Transaction
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.tables import status_tags, statuses

_TAGS = (
    select(status_tags.c.tag, func.count().label("uses"))
    .where(status_tags.c.tag >= bindparam("first"), status_tags.c.tag < bindparam("last"))
    .group_by(status_tags.c.tag)
    .order_by(func.count().desc(), status_tags.c.tag)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)
# Walks only the asker's own posts by their index; the words of others need full-text search.
_OWN = (
    select(*STATUS_COLUMNS)
    .where(
        statuses.c.account_id == bindparam("account", type_=BigInteger()),
        func.lower(statuses.c.text).like(bindparam("pattern"), escape="\\"),
        statuses.c.reblog_of_id.is_(None),
        statuses.c.pending_generation_id.is_(None),
    )
    .order_by(statuses.c.id.desc())
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


async def hashtags(tx: Transaction, start: str, *, limit: int, offset: int = 0) -> list[str]:
    """Names that begin so, the most used first."""
    if not start:
        return []
    last = start[:-1] + chr(min(ord(start[-1]) + 1, 0x10FFFF))
    rows = await tx.all(_TAGS, first=start, last=last, limit=limit, offset=offset)
    return [row.tag for row in rows]


async def own_statuses(tx: Transaction, account: int, words: str, *, limit: int, offset: int = 0) -> list[Status]:
    """This account's posts that hold these words, newest first."""
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", words.lower()) + "%"
    rows = await tx.all(_OWN, account=account, pattern=pattern, limit=limit, offset=offset)
    return [status_from(row) for row in rows]
