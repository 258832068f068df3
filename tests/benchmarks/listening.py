"""What it costs to be listened to: sockets that hear nothing, and one post that goes to many of them."""

import asyncio
import base64
import os
import time
from collections.abc import Iterator

from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import Scene, scene
from tests.harness.processes import cpu_seconds, memory, rests
from tests.harness.residents import moves_in

IDLE, TOLD, PEOPLE, POSTS = 2000, 1000, 20, 3
Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _socket(at: Scene, token: str, stream: str, gate: asyncio.Semaphore) -> Line:
    async with gate:
        reader, writer = await asyncio.open_connection(*at.address)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /api/v1/streaming?stream={stream}&access_token={token} HTTP/1.1\r\nHost: {at.host}\r\n"
            f"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 101 " in head, head
        return reader, writer


async def _message(reader: asyncio.StreamReader) -> bytes:
    """The next message with words in it; a server's frames are not masked."""
    while True:
        kind, length = await reader.readexactly(2)
        if length == 126:
            length = int.from_bytes(await reader.readexactly(2), "big")
        said = await reader.readexactly(length)
        if kind & 15 == 1:
            return said


async def _opened(at: Scene, tokens: list[str], stream: str, many: int) -> list[Line]:
    gate = asyncio.Semaphore(50)
    return list(await asyncio.gather(*(_socket(at, tokens[n % len(tokens)], stream, gate) for n in range(many))))


def _closed(lines: list[Line]) -> None:
    for _, writer in lines:
        writer.close()


async def _idle(at: Scene, tokens: list[str], many: int) -> float:
    """MiB more than before anybody listened."""
    before = memory(at.pid)["rss"]
    lines = await _opened(at, tokens, "user:notification", many)
    await asyncio.to_thread(rests, at.pid)
    after = memory(at.pid)["rss"]
    _closed(lines)
    return after - before


async def _told(at: Scene, tokens: list[str], many: int) -> tuple[float, float]:
    """Milliseconds from sending a post to the last socket that has it, and of CPU; the first post warms."""
    lines = await _opened(at, tokens, "public", many)
    found = []
    for number in range(POSTS + 1):
        await asyncio.to_thread(rests, at.pid)
        start, worked = time.perf_counter(), cpu_seconds(at.pid)
        said = asyncio.create_task(
            asyncio.to_thread(at.asks, "POST", "/api/v1/statuses", "alice", status=f"heard {number} {time.time_ns()}")
        )
        await asyncio.wait_for(asyncio.gather(*(_message(reader) for reader, _ in lines)), 60)
        found.append(((time.perf_counter() - start) * 1000, (cpu_seconds(at.pid) - worked) * 1000))
        await said
    _closed(lines)
    return sorted(found[1:])[POSTS // 2]


def listening(scale: Scale) -> Iterator[str]:
    """Sockets of twenty people; the time is that of the slowest socket, on a machine where the listener works, too."""
    with scene(posts=1) as at:
        names = [f"ear{number}" for number in range(scale.of(PEOPLE))]
        tokens = list(moves_in(at.server, *names).values())
        idle, told = scale.of(IDLE), scale.of(TOLD)
        more = asyncio.run(_idle(at, tokens, idle))
        yield f"  {f'{idle} sockets that hear nothing':36} {more:8.1f} MiB {MARKS['idle sockets'].beside(more)}"
        wall, cpu = asyncio.run(_told(at, tokens, told))
        yield f"  {f'a post to {told} sockets':36} {wall:8.0f} ms  {MARKS['told sockets'].beside(wall)}"
        yield f"  {'of it CPU of the server':36} {cpu:8.0f} ms"
