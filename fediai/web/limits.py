"""How often one account or address may ask: a bucket each, refilled every five minutes."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

WINDOW = 300
REMEMBERED = 10_000


@dataclass(slots=True)
class Bucket:
    """Calls left until `resets` (a Unix time)."""

    left: int
    resets: int


class Limits:
    """In memory: a restart forgives. The least recently seen are forgotten first."""

    def __init__(self, calls: int, *, enabled: bool) -> None:
        self._calls, self._enabled = calls, enabled
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, who: str, now: float) -> tuple[bool, list[tuple[bytes, bytes]]]:
        """Whether this call is within the limit, and the `X-RateLimit-*` headers that say so."""
        if not self._enabled:
            return True, []
        bucket = self._buckets.get(who)
        if bucket is None or bucket.resets <= now:
            bucket = self._buckets[who] = Bucket(self._calls, int(now // WINDOW + 1) * WINDOW)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(who)
        bucket.left -= 1
        return bucket.left >= 0, self._headers(bucket)

    def _headers(self, bucket: Bucket) -> list[tuple[bytes, bytes]]:
        resets = datetime.fromtimestamp(bucket.resets, UTC).isoformat(timespec="milliseconds")
        return [
            (b"x-ratelimit-limit", str(self._calls).encode()),
            (b"x-ratelimit-remaining", str(max(bucket.left, 0)).encode()),
            (b"x-ratelimit-reset", resets.replace("+00:00", "Z").encode()),
        ]
