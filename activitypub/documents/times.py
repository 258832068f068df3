"""Moments as peers write them, always read into aware UTC."""

from datetime import UTC, datetime

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)  # databases and clients choke on the year 9999


def read_time(value: object) -> datetime | None:
    """The moment meant by an ISO 8601 text, moved into the range that everybody can store."""
    if not isinstance(value, str) or len(value) > 64:
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(max(moment, EARLIEST), LATEST)


def write_time(moment: datetime) -> str:
    """`2026-11-21T09:30:00Z`, with a fraction only where there is one."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
