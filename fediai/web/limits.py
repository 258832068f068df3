"""How often one token, account or address may ask: a bucket each, as many calls in as long as at Mastodon."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from fediai.domain.accounts import Viewer
from fediai.web.router import Route

REMEMBERED: Final = 20_000
FIVE_MINUTES, HALF_AN_HOUR = 300, 1800
TOKENS = 5  # all tokens of an account together: as often as so many of them

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Rule:
    """So many calls in so many seconds; `name` keeps the buckets of several rules apart."""

    name: str
    calls: int
    seconds: int


UPLOADS = Rule("uploads", 30, HALF_AN_HOUR)
DELETIONS = Rule("deletions", 30, HALF_AN_HOUR)
SIGN_UPS = Rule("sign-ups", 5, HALF_AN_HOUR)
# What costs more than a look has a narrower bucket of its own, beside the wide one.
NARROW: Final = {
    ("POST", "/api/v1/media"): UPLOADS,
    ("POST", "/api/v2/media"): UPLOADS,
    ("DELETE", "/api/v1/statuses/:id"): DELETIONS,
    ("POST", "/api/v1/statuses/:id/unreblog"): DELETIONS,
    ("POST", "/api/v1/accounts"): SIGN_UPS,
}


@dataclass(slots=True)
class Bucket:
    """Calls left until `resets` (a Unix time); what never changes about its headers is written once."""

    left: int
    resets: int
    limit: Header
    reset: Header


class Limits:
    """In memory: a restart forgives. The least recently seen are forgotten first."""

    def __init__(self, calls: int, *, enabled: bool) -> None:
        self._enabled = enabled
        self._token = Rule("token", calls, FIVE_MINUTES)
        self._account = Rule("account", calls * TOKENS, FIVE_MINUTES)
        self._address = Rule("address", calls, FIVE_MINUTES)
        self._buckets: OrderedDict[tuple[str, int | str], Bucket] = OrderedDict()

    def count(self, route: Route | None, viewer: Viewer | None, address: str, now: float) -> tuple[int, list[Header]]:
        """Seconds to wait, 0 for none, and the `X-RateLimit-*` headers of the bucket with the fewest calls left."""
        if not self._enabled:
            return 0, []
        taken = [self._take(rule, who, now) for rule, who in self._asked(route, viewer, address)]
        least = min(taken, key=_left)
        headers = [least.limit, (b"x-ratelimit-remaining", b"%d" % max(least.left, 0)), least.reset]
        return 0 if least.left >= 0 else max(int(least.resets - now) + 1, 1), headers

    def _asked(self, route: Route | None, viewer: Viewer | None, address: str) -> Sequence[tuple[Rule, int | str]]:
        who = viewer.account.id if viewer else address
        wide: list[tuple[Rule, int | str]] = (
            [(self._token, viewer.token_id), (self._account, who)] if viewer else [(self._address, who)]
        )
        narrow = NARROW.get((route.method, route.pattern)) if route else None
        return [*wide, (narrow, who)] if narrow else wide

    def _take(self, rule: Rule, who: int | str, now: float) -> Bucket:
        key = (rule.name, who)
        bucket = self._buckets.get(key)
        if bucket is None or bucket.resets <= now:
            bucket = self._buckets[key] = _full(rule, now)
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(key)
        bucket.left -= 1
        return bucket


def _left(bucket: Bucket) -> int:
    return bucket.left


def _full(rule: Rule, now: float) -> Bucket:
    resets = int(now // rule.seconds + 1) * rule.seconds
    said = datetime.fromtimestamp(resets, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    limit, reset = b"%d" % rule.calls, said.encode()
    return Bucket(rule.calls, resets, (b"x-ratelimit-limit", limit), (b"x-ratelimit-reset", reset))
