"""Whom of ours a stranger, or a whole server, has named within minutes: a wave of spam shows by that alone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from fediai.federation.recent import Recent

LATELY = timedelta(minutes=10)
MOST = 1000  # more is more than any limit


@dataclass(slots=True)
class Crowds:
    """In memory, and bounded."""

    _named: Recent[str, dict[int, datetime]] = field(default_factory=lambda: Recent(5000))
    _told: Recent[str, datetime] = field(default_factory=lambda: Recent(1000))

    def named(self, by: str, people: list[int], now: datetime) -> int:
        """How many different people that makes, these included."""
        before = self._named.get(by) or {}
        crowd = {one: at for one, at in before.items() if now - at < LATELY} | dict.fromkeys(people[:MOST], now)
        self._named.put(by, dict(list(crowd.items())[-MOST:]))
        return len(crowd)

    def is_news(self, about: str, now: datetime) -> bool:
        """True once a day."""
        told = self._told.get(about)
        if told is not None and now - told < timedelta(days=1):
            return False
        self._told.put(about, now)
        return True
