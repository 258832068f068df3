"""What it costs to post: a status without followers elsewhere."""

from collections.abc import Iterator

from tests.benchmarks.load import measure
from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import scene


def posting(scale: Scale) -> Iterator[str]:
    """With one follower here, in whose home it appears."""
    with scene(posts=2) as one:

        def write(number: int) -> bytes:
            return one.writes("/api/v1/statuses", "alice", status=f"Picture {number}: a fox in the snow #fox @bob")

        yield measure("POST status", one.pid, one.address, write, scale.of(1000)).line(mark=MARKS["post"])
