"""What it costs to be read: discovery, an actor, timelines, the instance, each beside a bare hello."""

from collections.abc import Iterator

from tests.benchmarks.hello import greeting
from tests.benchmarks.load import get, measure
from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import Scene, scene

ACTIVITY_JSON = "application/activity+json"


def asked(one: Scene) -> dict[str, tuple[str, bytes, int]]:
    """Name of its mark → what, the request, how often."""
    return {
        "webfinger": ("WebFinger", one.reads(f"/.well-known/webfinger?resource=acct:alice@{one.host}"), 3000),
        "actor": ("actor GET", one.reads("/users/alice", accept=ACTIVITY_JSON), 3000),
        "home": ("home timeline, 20", one.reads("/api/v1/timelines/home?limit=20", "bob"), 1000),
        "public": ("public timeline, 20", one.reads("/api/v1/timelines/public?limit=20", "bob"), 1000),
        "notifications": ("notifications, 20", one.reads("/api/v1/notifications?limit=20", "alice"), 1000),
        "instance": ("/api/v2/instance", one.reads("/api/v2/instance"), 2000),
    }


def reading(scale: Scale) -> Iterator[str]:
    """A table."""
    with greeting() as (pid, address), scene(posts=scale.of(60)) as one:
        for status in one.asks("GET", "/api/v1/timelines/home?limit=30", "bob"):
            one.asks("POST", f"/api/v1/statuses/{status['id']}/favourite", "bob")
        hello = measure("hello", pid, address, lambda _: get("hello", "/"), scale.of(5000))
        yield hello.line()
        for name, (what, request, many) in asked(one).items():
            cost = measure(what, one.pid, one.address, lambda _, sent=request: sent, scale.of(many))
            yield cost.line(hello, MARKS[name])
