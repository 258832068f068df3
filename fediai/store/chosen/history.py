"""How much hashtags were used this week: counted when asked, for all of a page in one query."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, literal_column, select, type_coerce

from fediai.domain.ids import first_at
from fediai.domain.posts.usage import ONE_DAY, Day, first_day, week
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import status_tags, statuses
from fediai.store.types import UtcDateTime

_MICROSECONDS = int(ONE_DAY.total_seconds()) * 1_000_000
_day = type_coerce(statuses.c.created_at, BigInteger) // literal_column(str(_MICROSECONDS), BigInteger)
_COUNTED = (
    select(status_tags.c.tag, _day.label("day"), func.count(), func.count(statuses.c.account_id.distinct()))
    .join(statuses, statuses.c.id == status_tags.c.status_id)
    .where(
        among(status_tags.c.tag, "tags"),
        status_tags.c.status_id > bindparam("since", type_=BigInteger()),
        statuses.c.visibility == Visibility.PUBLIC.value,
        statuses.c.reblog_of_id.is_(None),
    )
    .group_by(status_tags.c.tag, _day)
)


async def weeks(tx: Transaction, tags: Sequence[str]) -> dict[str, tuple[Day, ...]]:
    """By name, for each of these: how many public posts of how many people named it on each of seven days."""
    if not tags:
        return {}
    counted: dict[str, dict[datetime, tuple[int, int]]] = {name: {} for name in tags}
    for tag, day, uses, people in await tx.all(_COUNTED, tags=list(tags), since=first_at(first_day(tx.now))):
        counted[tag][UtcDateTime.read(day * _MICROSECONDS)] = (uses, people)
    return {name: week(tx.now, days) for name, days in counted.items()}
