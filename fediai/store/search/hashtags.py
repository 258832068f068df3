"""Finding hashtags; accounts are found in `accounts.search`, posts by their words in `posts`."""

from sqlalchemy import bindparam, func, select

from fediai.store.database import Transaction
from fediai.store.tables import status_tags, trend_decisions

_TAGS = (
    select(status_tags.c.tag, func.count().label("uses"))
    .where(status_tags.c.tag >= bindparam("first"), status_tags.c.tag < bindparam("last"))
    .group_by(status_tags.c.tag)
    .order_by(func.count().desc(), status_tags.c.tag)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


_SAID = select(trend_decisions.c.name).where(trend_decisions.c.kind == "tag")
_REVIEWED = _TAGS.where(status_tags.c.tag.in_(_SAID.where(trend_decisions.c.listable)))


async def starting(tx: Transaction, start: str, limit: int, offset: int = 0, *, reviewed: bool = False) -> list[str]:
    """Names that begin so, the most used first; `reviewed`: of those that a moderator let be listed."""
    if not start:
        return []
    rows = await tx.all(
        _REVIEWED if reviewed else _TAGS, first=start, last=_following(start), limit=limit, offset=offset
    )
    return [row.tag for row in rows]


def _following(start: str) -> str:
    """The first text after all that begin so; the numbers of surrogates are no signs."""
    number = ord(start[-1]) + 1
    return start[:-1] + chr(0xE000 if 0xD800 <= number < 0xE000 else min(number, 0x10FFFF))
