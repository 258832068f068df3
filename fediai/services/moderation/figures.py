"""Measures, dimensions and retention, as those who watch over a house ask for them: by days of UTC."""

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fediai.context import Context
from fediai.store.database import Transaction
from fediai.store.moderation import dimensions, measures, overview
from fediai.version import VERSION

DAY = timedelta(days=1)
LONGEST = 366  # days
FIRST_DAY = date(1970, 1, 1)
ALWAYS = datetime(1971, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Span:
    """From the beginning of one day to the end of another."""

    since: datetime
    until: datetime

    @property
    def days(self) -> list[datetime]:
        """Their beginnings."""
        return [self.since + n * DAY for n in range((self.until - self.since).days)]

    @property
    def before(self) -> "Span":
        """As many days before."""
        return Span(self.since - (self.until - self.since), self.since)


def span(since: datetime, until: datetime) -> Span:
    """The days that these instants lie in, and those between; at most a year."""
    first, last = (_midnight(at) for at in (since, until))
    first = max(first, last - (LONGEST - 1) * DAY)
    return Span(min(first, last), last + DAY)


def _midnight(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Measured:
    """A total, the one of the time before where that says something, and each day."""

    key: str
    total: int
    previous: int | None
    days: list[tuple[datetime, int]]


async def measure(tx: Transaction, key: str, asked: Span, about: str) -> Measured:
    """Three queries. Of a server all that is known is the total, whenever it came."""
    counted = await measures.by_day(tx, key, asked.since, asked.until, about)
    days = [(day, counted.get((day.date() - FIRST_DAY).days, 0)) for day in asked.days]
    if key.startswith("instance_"):
        return Measured(key, await measures.total(tx, key, ALWAYS, asked.until, about), None, days)
    total = await measures.total(tx, key, asked.since, asked.until, about)
    return Measured(key, total, await measures.total(tx, key, asked.before.since, asked.since, about), days)


@dataclass(frozen=True, slots=True)
class Part:
    """One of many: its name, how it is read, and how much."""

    key: str
    name: str
    value: str
    unit: str | None = None


async def dimension(ctx: Context, tx: Transaction, key: str, asked: Span, about: str, limit: int) -> list[Part]:
    """One query, or two."""
    if key == "software_versions":
        return _software(tx)
    if key == "space_usage":
        kept, size = await overview.stored(tx), await overview.database_bytes(tx)
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        return [
            Part(tx.engine, names[tx.engine], str(size), "bytes"),
            Part("media", "Media storage", str(kept.own_bytes), "bytes"),
        ]
    found = await dimensions.top(tx, key, (asked.since, asked.until), about, limit)
    return [Part(name or _unnamed(ctx, key), name or _unnamed(ctx, key), str(count)) for name, count in found]


def _unnamed(ctx: Context, key: str) -> str:
    if key.endswith("servers"):
        return ctx.urls.domain
    return "web" if key == "sources" else "und"


def _software(tx: Transaction) -> list[Part]:
    python = platform.python_version()
    return [
        Part("fediai", "fediai", VERSION, None),
        Part("python", "Python", python, None),
        Part("database", tx.engine, tx.engine),
    ]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who came on one day or in one month: of how many each later one still saw something."""

    period: datetime
    data: list[tuple[datetime, float, int]]


async def retention(tx: Transaction, asked: Span, *, monthly: bool) -> list[Cohort]:
    """Somebody counts for every day, or month, up to when they were last active: one query."""
    came = await measures.stays(tx, asked.since, asked.until)
    periods = list(_months(asked)) if monthly else asked.days
    cohorts = []
    for at, period in enumerate(periods):
        following = periods[at + 1] if at + 1 < len(periods) else asked.until
        last = [seen for joined, seen in came if period <= joined < following]
        kept = [(later, sum(seen >= later for seen in last)) for later in periods[at:]]
        cohorts.append(Cohort(period, [(later, n / len(last) if last else 0.0, n) for later, n in kept]))
    return cohorts


def _months(asked: Span) -> Iterator[datetime]:
    at = asked.since.replace(day=1)
    while at < asked.until:
        yield at
        at = (at + 32 * DAY).replace(day=1)
