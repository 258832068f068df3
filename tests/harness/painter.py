"""A generator worker on an in-memory socket: speaks the real frames, paints with a real generator."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from generators import frames
from generators.contract import Generator
from generators.fake import Fake
from generators.painting import Painter
from tests.harness.sockets import Closed, Line, socket_to

SOCKET = "/api/fediai/v1/workers/socket"


@asynccontextmanager
async def connected(app: Any, token: str, generator: Generator | None = None) -> AsyncIterator[Line]:
    """A worker that said hello, is welcome, and does nothing by itself."""
    headers = {"Authorization": f"Bearer {token}"}
    async with socket_to(app, SOCKET, headers) as line:
        await line.send(frames.encode(frames.Hello((generator or Fake()).offer(), "fake")))
        yield line


@asynccontextmanager
async def painting(app: Any, token: str, generator: Generator | None = None) -> AsyncIterator[None]:
    """A worker that everybody knows of, and that paints whatever comes, until the block ends."""
    made = generator or Fake()
    async with connected(app, token, made) as line:
        await line.is_heeded()
        task = asyncio.create_task(_paint(line, Painter(made)))
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Closed):
                await task


async def _paint(line: Line, painter: Painter) -> None:
    while True:
        frame = frames.decode(await line.receive(timeout=3600))
        match frame:
            case frames.Job(id=job, prompts=prompts, claim=claim):
                events = painter.paint(prompts, lambda _item: False)
                # In a thread: a painter that takes its time must not hold up the server that listens to it.
                while (event := await asyncio.to_thread(next, events, None)) is not None:
                    await line.send(frames.encode(frames.Report(job, claim, event)))
                await line.send(frames.encode(frames.Done(job, claim)))
            case frames.Ping():
                await line.send(frames.encode(frames.Pong()))
