"""Instants as clients read them: always with milliseconds and `Z`; some show "now" for anything else."""

from datetime import UTC, datetime


def iso(at: datetime) -> str:
    """`2026-01-02T03:04:05.000Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(at: datetime) -> str:
    """`2026-01-02`."""
    return at.astimezone(UTC).date().isoformat()
