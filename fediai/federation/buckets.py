"""How fast others may come: a bucket each, that refills steadily and never holds more than a minute's worth."""

from dataclasses import dataclass, field
from datetime import datetime

from fediai.federation.recent import Recent


@dataclass(slots=True)
class Buckets:
    """In memory, and bounded: a restart forgives, and so does being forgotten for ten thousand others."""

    _levels: Recent[str, tuple[float, float]] = field(default_factory=lambda: Recent(10_000))

    def take(self, who: str, per_minute: int, now: datetime) -> bool:
        """One of what is left; False where nothing is: a minute later all of it is there again."""
        at = now.timestamp()
        left, then = self._levels.get(who) or (float(per_minute), at)
        left = min(float(per_minute), left + (at - then) * per_minute / 60)
        within = left >= 1
        self._levels.put(who, (left - 1 if within else left, at))
        return within
