"""What it costs to live among others: an activity that comes in, a post that goes out to five hundred."""

import asyncio
import io
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PIL import Image

from fediai.app import opened
from fediai.settings import load
from fediai.store import jobs
from tests.benchmarks.load import Cost, get, post, run
from tests.benchmarks.marks import MARKS
from tests.benchmarks.primitives import signature, verification
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import Scene, scene
from tests.harness.crowd import followed
from tests.harness.processes import cpu_seconds
from tests.harness.sink import listening
from tests.harness.writer import Writer


def inbox(scale: Scale) -> Iterator[str]:
    """Signed Creates of somebody whom Bob follows: until they are accepted, and until they are in his home."""
    count = scale.of(1000)
    yield verification(scale.of(2000)).line()
    with listening() as sink, scene(posts=2) as one:
        writer = Writer(sink)
        writer.is_served()
        writer.is_followed_by(one.server, "bob")
        requests = [_letter(writer, one, writer.create(number)) for number in range(count + 20)]
        asyncio.run(_processed("", one, requests[count:]))
        accepted, processed = asyncio.run(_processed("inbox Create", one, requests[:count]))
        yield accepted.line()
        yield processed.line(mark=MARKS["inbox"])
        newest = one.asks("GET", "/api/v1/timelines/home", "bob")
        assert newest[0]["account"]["username"] == "writer"


def pictures_in(scale: Scale) -> Iterator[str]:
    """The same with a picture of 64 × 64 each, until somebody here has looked at all of them."""
    count = scale.of(250)
    with listening() as sink, scene(posts=2) as one:
        writer = Writer(sink)
        writer.is_served()
        writer.is_followed_by(one.server, "bob")
        posts = [writer.create(number, writer.picture(number, _noise(number))) for number in range(count)]
        requests = [_letter(writer, one, post) for post in posts]
        before, began = cpu_seconds(one.pid), time.monotonic()
        asyncio.run(_processed("", one, requests))
        shown = [get(one.host, address) for address in _previews(one, count)]
        asyncio.run(run("", one.pid, one.address, shown.__getitem__, count, 8))
        spent = Cost("received and looked at", count, time.monotonic() - began, cpu_seconds(one.pid) - before)
        yield spent.line(mark=MARKS["inbox with a picture"])


def follows(scale: Scale) -> Iterator[str]:
    """Of people we never met: their actors are fetched, the Follow is kept, the Accept arrives. The first ones make a
    server load what it needs; it is judged by the next."""
    count = scale.of(250)
    with listening() as sink, scene(posts=0) as one:
        alice = f"{one.server.base}/users/alice"
        for turn, what in enumerate(("first strangers' Follows", "the next strangers' Follows")):
            fans = [Writer(sink, number) for number in range(turn * count, (turn + 1) * count)]
            for fan in fans:
                fan.is_served()
            requests = [_letter(fan, one, fan.follows(alice)) for fan in fans]
            before, began = cpu_seconds(one.pid), time.monotonic()
            asyncio.run(run("", one.pid, one.address, requests.__getitem__, count, 8))
            _wait(lambda came=(turn + 1) * count: len(sink.posts) >= came)
            spent = Cost(f"{what}, accepted", count, time.monotonic() - began, cpu_seconds(one.pid) - before)
            yield spent.line(mark=MARKS["follow"])


def _letter(writer: Writer, one: Scene, activity: dict[str, Any]) -> bytes:
    body, headers = writer.signed(activity, one.host)
    return post(one.host, "/inbox", body, headers)


def _noise(number: int) -> bytes:
    """A PNG of its own."""
    out = io.BytesIO()
    Image.frombytes("RGB", (64, 64), random.Random(number).randbytes(64 * 64 * 3)).save(out, "PNG")
    return out.getvalue()


def _previews(one: Scene, count: int) -> list[str]:
    """Paths of the previews in Bob's home, page by page."""
    found: list[str] = []
    last = ""
    while len(found) < count:
        page = one.asks("GET", f"/api/v1/timelines/home?limit=40{last}", "bob")
        assert page, f"{len(found)} pictures of {count}"
        found += [
            media["preview_url"].removeprefix(one.server.base)
            for status in page
            for media in status["media_attachments"]
        ]
        last = f"&max_id={page[-1]['id']}"
    return found[:count]


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
    yield signature(scale.of(1000)).line()
    with listening() as sink, scene(posts=0) as one:
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
