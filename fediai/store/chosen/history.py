"""How much hashtags and pages were used this week: counted when asked, for all of a page in one query."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, func, literal_column, select, type_coerce

from fediai.domain.ids import first_at
from fediai.domain.posts.usage import ONE_DAY, Day, first_day, week
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import status_tags, statuses
from fediai.store.types import UtcDateTime

Name = TypeVar("Name")
_MICROSECONDS = int(ONE_DAY.total_seconds()) * 1_000_000
_day = type_coerce(statuses.c.created_at, BigInteger) // literal_column(str(_MICROSECONDS), BigInteger)


def _counted(name: ColumnElement[Any], id: ColumnElement[int]) -> Select[Any]:
    """By `name` and day; `id` is the status's, in the index that has the names."""
    return (
        select(name, _day.label("day"), func.count(), func.count(statuses.c.account_id.distinct()))
        .where(
            among(name, "names"),
            id > bindparam("since", type_=BigInteger()),
            statuses.c.visibility == Visibility.PUBLIC.value,
            statuses.c.reblog_of_id.is_(None),
        )
        .group_by(name, _day)
    )


_TAGS = _counted(status_tags.c.tag, status_tags.c.status_id).where(statuses.c.id == status_tags.c.status_id)
_CARDS = _counted(statuses.c.card_id, statuses.c.id)


async def weeks(tx: Transaction, tags: Sequence[str]) -> dict[str, tuple[Day, ...]]:
    """By name, for each of these: how many public posts of how many people named it on each of seven days."""
    return await _weeks(tx, _TAGS, tags)


async def weeks_of_cards(tx: Transaction, cards: Sequence[int]) -> dict[int, tuple[Day, ...]]:
    """By id, for each of these: how many public posts of how many people linked to its page on each of seven days."""
    return await _weeks(tx, _CARDS, cards)


async def _weeks(tx: Transaction, query: Select[Any], names: Sequence[Name]) -> dict[Name, tuple[Day, ...]]:
    if not names:
        return {}
    counted: dict[Name, dict[datetime, tuple[int, int]]] = {name: {} for name in names}
    for name, day, uses, people in await tx.all(query, names=list(names), since=first_at(first_day(tx.now))):
        counted[name][UtcDateTime.read(day * _MICROSECONDS)] = (uses, people)
    return {name: week(tx.now, days) for name, days in counted.items()}
