"""What it costs to live among others: an activity that comes in, a post that goes out to five hundred."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from fediai.app import opened
from fediai.settings import load
from fediai.store import jobs
from tests.benchmarks.load import Cost, post, run
from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import Scene, scene
from tests.harness.crowd import followed
from tests.harness.processes import cpu_seconds
from tests.harness.sink import listening
from tests.harness.writer import Writer


def inbox(scale: Scale) -> Iterator[str]:
    """Signed Creates of somebody whom Bob follows: until they are accepted, and until they are in his home."""
    count = scale.of(1000)
    with listening() as sink, scene(posts=2, host="127.0.0.2") as one:
        writer = Writer(sink)
        writer.is_served()
        writer.is_followed_by(one.server, "bob")
        letters = [writer.signed(writer.create(number), one.host) for number in range(count + 20)]
        requests = [post(one.host, "/inbox", body, headers) for body, headers in letters]
        asyncio.run(_processed("", one, requests[count:]))
        accepted, processed = asyncio.run(_processed("inbox Create", one, requests[:count]))
        yield accepted.line()
        yield processed.line(mark=MARKS["inbox"])
        newest = one.asks("GET", "/api/v1/timelines/home", "bob")
        assert newest[0]["account"]["username"] == "writer"


async def _processed(what: str, one: Scene, requests: list[bytes]) -> tuple[Cost, Cost]:
    """Up to the last answer, and up to the last errand."""
    settings = replace(load(None, one.server.environment), home=one.server.folder)
    before, began = cpu_seconds(one.pid), time.monotonic()
    accepted = await run(f"{what}, accepted", one.pid, one.address, requests.__getitem__, len(requests), 16)
    async with opened(settings, "cli") as ctx:
        while True:
            async with ctx.db.read() as tx:
                if not (await jobs.counts(tx)).get("receive"):
                    break
            await asyncio.sleep(0.02)
    spent = Cost(f"{what}, processed", len(requests), time.monotonic() - began, cpu_seconds(one.pid) - before)
    return accepted, spent


def fan_out(scale: Scale) -> Iterator[str]:
    """One post to inboxes on as many hosts; the first one starts the signing process and meets strangers."""
    count = scale.of(500)
    with listening() as sink, scene(posts=0, host="127.0.0.2") as one:
        followed(one.server, "alice", sink, count)
        for turn, what in enumerate(("a first post", "the next post"), 1):
            came = len(sink.came)
            before, began = cpu_seconds(one.pid), time.monotonic()
            one.asks("POST", "/api/v1/statuses", "alice", status=f"Picture {turn} of a fox in the snow")
            answered = time.monotonic() - began
            _wait(lambda before=came: len(sink.came) - before >= count)
            cost = Cost(f"{what} to {count} inboxes", count, time.monotonic() - began, cpu_seconds(one.pid) - before)
            yield f"{cost.line(mark=MARKS['fan_out'])}   (its author waited {1000 * answered:.0f} ms)"
        assert set(sink.came.values()) == {1}


def _wait(come_true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < end, "the deliveries did not arrive"
        time.sleep(0.005)
