"""What local people feel while strangers pour rubbish into the inbox."""

import asyncio
import json
import time
from collections.abc import Iterator, Sequence

from activitypub.terms import ACTIVITY_JSON
from tests.benchmarks.load import get, post
from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import Scene, scene
from tests.harness.processes import cpu_seconds
from tests.harness.sink import listening
from tests.harness.writer import Writer

LANES = 32


def flood(scale: Scale) -> Iterator[str]:
    """Hostile POSTs: unsigned, altered, signed for another host, no JSON; beside them one reads her home."""
    count = scale.of(10_000)
    with listening() as sink, scene(posts=40, FEDIAI_LIMITS__ENABLED="false") as one:
        letters = _hostile(Writer(sink), one)
        before, began = cpu_seconds(one.pid), time.monotonic()
        waits, kinds = asyncio.run(_both(one, [letters[number % len(letters)] for number in range(count)]))
        seconds, spent = time.monotonic() - began, cpu_seconds(one.pid) - before
        slowest = sorted(waits)[int(len(waits) * 0.99)] * 1000
        yield f"  {count} refused {dict(kinds)}, {count / seconds:.0f} /s, {1000 * spent / count:.3f} ms CPU each, reading included"
        yield f"  {len(waits)} homes read meanwhile, 99 % within {slowest:.0f} ms {MARKS['flood'].beside(slowest)}"


def _hostile(writer: Writer, one: Scene) -> list[bytes]:
    """One of each kind."""
    writer.is_served()
    writer.is_followed_by(one.server, "bob")
    body, headers = writer.signed(writer.create(1), one.host)
    _, elsewhere = writer.signed(writer.create(2), "other.example")
    bare = {"Content-Type": ACTIVITY_JSON}
    return [
        post(one.host, "/inbox", body, bare),
        post(one.host, "/inbox", body.replace(b"fox", b"dog"), headers),
        post(one.host, "/inbox", body, elsewhere),
        post(one.host, "/inbox", b"{" * 2000, headers),
        post(one.host, "/inbox", json.dumps({"id": "x" * 9000}).encode(), headers),
    ]


async def _both(one: Scene, letters: Sequence[bytes]) -> tuple[list[float], dict[int, int]]:
    """Seconds that each reading took, and how often each status answered the flood."""
    kinds: dict[int, int] = {}
    numbers = iter(letters)

    async def pour() -> None:
        reader, writer = await asyncio.open_connection(*one.address)
        for letter in numbers:
            status = await _asked(reader, writer, letter)
            kinds[status] = kinds.get(status, 0) + 1
            if reader.at_eof():
                reader, writer = await asyncio.open_connection(*one.address)
        writer.close()

    flooding = asyncio.gather(*(pour() for _ in range(LANES)))
    waits: list[float] = []
    home = get(one.host, "/api/v1/timelines/home", one.tokens["bob"])
    reader, writer = await asyncio.open_connection(*one.address)
    while not flooding.done() or not waits:
        began = time.monotonic()
        assert await _asked(reader, writer, home) == 200
        waits.append(time.monotonic() - began)
        await asyncio.sleep(0.01)
    await flooding
    writer.close()
    return waits, kinds


async def _asked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, letter: bytes) -> int:
    """The status of the answer; its body is read and dropped."""
    writer.write(letter)
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
    await reader.readexactly(length)
    return int(head.split(b" ", 2)[1])
