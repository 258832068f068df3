"""Instants as clients read them: always with milliseconds and `Z`; some show "now" for anything else."""

from datetime import UTC, datetime


def iso(at: datetime) -> str:
    """`2026-01-02T03:04:05.000Z`."""
    return at.astimezone(UTC).isoformat("T", "milliseconds")[:23] + "Z"


def day(at: datetime) -> str:
    """`2026-01-02`."""
    return at.astimezone(UTC).isoformat()[:10]


def midnight(at: datetime) -> str:
    """`2026-01-02T00:00:00.000Z`: the beginning of its day."""
    return f"{day(at)}T00:00:00.000Z"
