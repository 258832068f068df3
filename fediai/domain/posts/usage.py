"""How much something was used, day by day over the last week, as clients draw it beside a hashtag."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAYS = 7
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """From this midnight (UTC) to the next."""

    at: datetime
    uses: int = 0
    accounts: int = 0


def first_day(now: datetime) -> datetime:
    """The midnight with which the week begins."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - (DAYS - 1) * ONE_DAY


def week(now: datetime, counted: Mapping[datetime, tuple[int, int]]) -> tuple[Day, ...]:
    """Today first; of the days that were not counted nothing was used."""
    days = [first_day(now) + number * ONE_DAY for number in reversed(range(DAYS))]
    return tuple(Day(day, *counted.get(day, (0, 0))) for day in days)
