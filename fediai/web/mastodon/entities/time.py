"""Instants as clients read them: always with milliseconds and `Z`; some show "now" for anything else."""

from datetime import UTC, datetime
from functools import lru_cache


def iso(at: datetime) -> str:
    """`2026-01-02T03:04:05.000Z`."""
    utc = at.astimezone(UTC)
    return "%d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (  # noqa: UP031 — twice as quick as isoformat, and on every page forty times
        utc.year,
        utc.month,
        utc.day,
        utc.hour,
        utc.minute,
        utc.second,
        utc.microsecond // 1000,
    )


@lru_cache(maxsize=1024)  # a page shows the same few people again and again
def day(at: datetime) -> str:
    """`2026-01-02`."""
    return at.astimezone(UTC).date().isoformat()


def midnight(at: datetime) -> str:
    """`2026-01-02T00:00:00.000Z`: the beginning of its day."""
    return f"{day(at)}T00:00:00.000Z"
