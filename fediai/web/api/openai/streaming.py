"""`stream: true`: partial pictures while it is painted, then each finished one."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from fediai.domain.errors import DomainError
from fediai.domain.pictures.generations import Generation
from fediai.services.pictures import generations, waiting
from fediai.web.api.events import Ear
from fediai.web.api.openai import answers
from fediai.web.http import Call

MOST_PARTIALS, USUAL_PARTIALS = 3, 2


@dataclass(slots=True)
class Partials:
    """Which of the previews are sent: `most` of them, spread over the steps."""

    kind: str
    most: int
    sent: int = 0

    def due(self, step: int, of: int) -> bool:
        return self.sent < self.most and of > 0 and step * (self.most + 1) >= (self.sent + 1) * of

    def event(self, generation: Generation, preview: bytes) -> bytes:
        said = {
            "type": f"{self.kind}.partial_image", "b64_json": base64.b64encode(preview).decode(),
            "partial_image_index": self.sent, "created_at": int(generation.created_at.timestamp()),
            **answers.about(generation),
        }  # fmt: skip
        self.sent += 1
        return answers.event(said)


async def stream(call: Call, asked: Generation, partials: Partials) -> AsyncGenerator[bytes]:
    """Ends with the last picture, or with an error; whoever hangs up first takes the order back."""
    ear = Ear(asked.id)
    unlisten = call.ctx.bus.listen(ear.hear)
    finished = asyncio.create_task(waiting.settled(call.ctx, asked, waiting.PATIENT))
    try:
        while not finished.done():
            if partial := await _next(call, asked, ear, partials, finished):
                yield partial
        async for one in _ends(call, finished.result(), partials.kind):
            yield one
    finally:
        unlisten()
        if not finished.done():
            finished.cancel()
            await asyncio.shield(_take_back(call, asked))


async def _next(
    call: Call, asked: Generation, ear: Ear, partials: Partials, finished: asyncio.Task[Generation]
) -> bytes | None:
    """A preview whose turn it is; None when there was only news, or the end."""
    heard = asyncio.create_task(ear.next())
    await asyncio.wait({heard, finished}, return_when=asyncio.FIRST_COMPLETED)
    moved = heard.result() if heard.done() else None
    heard.cancel()
    preview = call.easels.preview(asked.id) if call.easels else None
    if moved is None or preview is None or not partials.due(moved.step, moved.of_steps):
        return None
    return partials.event(asked, preview)


async def _ends(call: Call, last: Generation, kind: str) -> AsyncGenerator[bytes]:
    try:
        pictures = await finished_pictures(call, last)
    except DomainError as error:
        yield answers.event(answers.error_body(error))
        return
    for one in pictures:
        said: dict[str, Any] = {
            "type": f"{kind}.completed", "b64_json": await answers.encoded(call.ctx, one),
            "created_at": int(last.created_at.timestamp()), **answers.about(last, one), "usage": answers.USAGE,
        }  # fmt: skip
        yield answers.event(said)


async def finished_pictures(call: Call, last: Generation) -> Any:
    """The pictures, or the error that says why there are none."""
    waiting.check_ready(last)
    async with call.ctx.db.read() as tx:
        return (await generations.view(call.ctx, tx, call.account, last.id)).media


async def _take_back(call: Call, asked: Generation) -> None:
    async with call.ctx.db.write() as tx:
        await generations.cancel(call.ctx, tx, call.account, asked.id)
