"""What it costs to be there: memory after the start, without a generator, and how soon it is ready."""

from collections.abc import Iterator

from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import LIMITS
from tests.harness.processes import memory, rests, serving


def resting(_: Scale) -> Iterator[str]:
    """The first start makes keys and the schema; the second one is what a restart takes."""
    with serving(**LIMITS) as server:
        yield f"  {'first start':36} {server.ready_seconds:8.2f} s"
        server.stop()
        again = server.again()
        rests(again.process.pid)
        mark = MARKS["ready"].beside(again.ready_seconds)
        yield f"  {'ready after a restart':36} {again.ready_seconds:8.2f} s   {mark}"
        used = memory(again.process.pid)
        yield f"  {'RSS, processes added up':36} {used['rss']:8.0f} MiB {MARKS['rss'].beside(used['rss'])}"
        yield f"  {'PSS, shared pages counted once':36} {used['pss']:8.0f} MiB in {used['processes']:.0f} processes"
        again.stop()
