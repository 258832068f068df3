"""The overhead of being a service: pictures a second from prompt to published post, beside the bare generator."""

import asyncio
import os
import time
from collections.abc import Iterator
from itertools import count as numbers

from generators.contract import Picture, Prompt
from generators.fake import Fake
from generators.painting import Painter
from tests.benchmarks.load import run
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import scene

SIDE = 512
SECONDS = 0.01
CLIENTS = 8


def painting(scale: Scale) -> Iterator[str]:
    """A painter that takes 10 ms for a picture of 512 × 512; eight apps ask at once."""
    count = scale.of(400)
    bare = _bare(count)
    yield f"  {'bare generator':36} {bare:8.1f} pictures/s"
    more = {
        "FEDIAI_GENERATOR__LOCAL": "true", "FEDIAI_GENERATOR__PLUGIN": "fake", "FEDIAI_FAKE_DELAY": str(SECONDS),
        "FEDIAI_GENERATOR__WIDTH": str(SIDE), "FEDIAI_GENERATOR__HEIGHT": str(SIDE),
    }  # fmt: skip
    with scene(posts=0, **more) as one:

        def ask(number: int) -> bytes:
            return one.writes("/api/v1/statuses", "alice", status=f"/imagine fox {number}")

        asyncio.run(run("", one.pid, one.address, ask, CLIENTS, CLIENTS))
        cost = asyncio.run(run("whole path", one.pid, one.address, ask, count, CLIENTS))
        shown = one.asks("GET", "/api/v1/timelines/home", "bob")
        assert all(status["media_attachments"] for status in shown)
        yield (
            f"  {'prompt to published post':36} {cost.rate:8.1f} pictures/s  "
            f"{100 * cost.rate / bare:5.1f} % of bare   {cost.cpu_ms:.1f} ms CPU each, of {os.cpu_count()} cores"
        )


def _bare(count: int) -> float:
    """The generator alone, called as the worker calls it, with a prompt at a time."""
    painter, seeds = Painter(Fake(delay=SECONDS)), numbers()
    began = time.monotonic()
    for _ in range(count):
        prompt = Prompt("a fox", "", SIDE, SIDE, next(seeds))
        assert any(isinstance(event, Picture) for event in painter.paint([prompt], lambda _: False))
    return count / (time.monotonic() - began)
