"""Counts by kind for those who watch over a house: languages, apps, servers; one query each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, select, type_coerce

from fediai.domain.ids import first_at
from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.tables import accounts, follows, status_tags, statuses, users
from fediai.store.types import UtcDateTime

_since, _until = bindparam("since", type_=BigInteger()), bindparam("until", type_=BigInteger())
_ABOUT: Any = bindparam("about")
_WITHIN = (statuses.c.id >= _since, statuses.c.id < _until)
_said = statuses.join(accounts, accounts.c.id == statuses.c.account_id)
_tagged = status_tags.join(statuses, statuses.c.id == status_tags.c.status_id).join(
    accounts, accounts.c.id == statuses.c.account_id
)
_spoken = func.coalesce(statuses.c.language, "")
_seen = type_coerce(users.c.last_sign_in_at, BigInteger)


def _top(key: Any, *where: Any, rows: Any) -> Select[Any]:
    """The most frequent first."""
    found = func.count()
    return (
        select(key.label("key"), found.label("value")).select_from(rows).where(*where)
        .group_by(key).order_by(found.desc(), key).limit(bindparam("limit"))
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dimension:
    """A query; `by_id`: the time is in the id, else in a time."""

    query: Select[Any]
    by_id: bool = True


_FOLLOWED = (
    select(accounts.c.username.label("key"), func.count().label("value"))
    .join_from(follows, accounts, accounts.c.id == follows.c.target_id)
    .where(accounts.c.domain == _ABOUT, follows.c.state == FollowState.ACCEPTED.value)
    .group_by(accounts.c.username)
    .order_by(func.count().desc(), accounts.c.username)
    .limit(bindparam("limit"))
)
DIMENSIONS: Mapping[str, Dimension] = {
    "languages": Dimension(_top(users.c.locale, _seen >= _since, _seen < _until, rows=users), by_id=False),
    "sources": Dimension(
        _top(
            statuses.c.application,
            statuses.c.local.is_(True),
            statuses.c.reblog_of_id.is_(None),
            *_WITHIN,
            rows=statuses,
        )
    ),
    "servers": Dimension(_top(accounts.c.domain, *_WITHIN, rows=_said)),
    "tag_servers": Dimension(_top(accounts.c.domain, status_tags.c.tag == _ABOUT, *_WITHIN, rows=_tagged)),
    "tag_languages": Dimension(_top(_spoken, status_tags.c.tag == _ABOUT, *_WITHIN, rows=_tagged)),
    "instance_accounts": Dimension(_FOLLOWED),
    "instance_languages": Dimension(_top(_spoken, accounts.c.domain == _ABOUT, *_WITHIN, rows=_said)),
}


async def top(
    tx: Transaction, name: str, span: tuple[datetime, datetime], about: str, limit: int
) -> list[tuple[str, int]]:
    """(what, how often), the most frequent first."""
    one = DIMENSIONS[name]
    since, until = (first_at(at) if one.by_id else UtcDateTime.write(at) for at in span)
    rows = await tx.all(one.query, since=since, until=until, about=about, limit=limit)
    return [(row.key, int(row.value)) for row in rows]
