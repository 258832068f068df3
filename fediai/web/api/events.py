"""`/api/fediai/v1/generations/:id/events`: watching a painting, as server-sent events with small previews."""

import asyncio
import base64
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

import orjson

from fediai.domain.accounts import Viewer
from fediai.domain.events import AccessEnded, Event, GenerationMoved
from fediai.domain.pictures.generations import GenerationView
from fediai.services.pictures import generations
from fediai.services.pictures.waiting import SETTLED
from fediai.web.api.entities import generation_entity
from fediai.web.http import Call, Response
from fediai.web.router import Route

HEARTBEAT = 15.0  # seconds; proxies end a connection on which nothing moves
UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}


async def watch(call: Call) -> Response:
    """`generation` with the whole of it at each change of state, `progress` with step and preview in between."""
    view = await _view(call)
    return Response(200, b"", "text/event-stream", UNBUFFERED, _events(call, view))


@dataclass(slots=True)
class Ear:
    """What was heard of one painting since the last look: only the latest counts."""

    generation_id: int
    viewer: Viewer | None = None  # who has to stop listening when their token is taken back
    news: asyncio.Event = field(default_factory=asyncio.Event)
    moved: GenerationMoved | None = None
    is_shut: bool = False

    def hear(self, event: Event) -> None:
        if isinstance(event, GenerationMoved) and event.generation_id == self.generation_id:
            self.moved = event
            self.news.set()
        elif isinstance(event, AccessEnded) and self.viewer is not None:
            self.is_shut = self.is_shut or event.ends(self.viewer.token_id, self.viewer.account.id)
            self.news.set()

    async def next(self) -> GenerationMoved | None:
        """The latest news, waiting for it; None when there was none for a heartbeat."""
        try:
            async with asyncio.timeout(HEARTBEAT):  # `wait_for` of Python 3.11 may forget that it was cancelled
                await self.news.wait()
        except TimeoutError:
            return None
        self.news.clear()
        return self.moved


async def _view(call: Call) -> GenerationView:
    async with call.ctx.db.read() as tx:
        return await generations.view(call.ctx, tx, call.account, call.id())


async def _events(call: Call, view: GenerationView) -> AsyncGenerator[bytes]:
    """Ends by itself when nothing more will happen to it, or its person's token is taken back."""
    ear = Ear(view.generation.id, call.viewer)
    unlisten = call.ctx.bus.listen(ear.hear)
    try:
        state = None
        while not ear.is_shut:
            view = await _view(call)
            if view.generation.state != state:
                state = view.generation.state
                yield _event("generation", generation_entity(view, call.ctx.urls))
            if state in SETTLED:
                return
            yield await _until_moved(call, ear)
    finally:
        unlisten()


async def _until_moved(call: Call, ear: Ear) -> bytes:
    """A step of the painter's; a comment when nothing was heard, which also keeps the line open."""
    moved = await ear.next()
    if moved is None or not moved.step:
        return b":)\n\n"
    preview = call.easels.preview(moved.generation_id) if call.easels else None
    shown = f"data:image/jpeg;base64,{base64.b64encode(preview).decode()}" if preview else None
    return _event(
        "progress", {"id": str(moved.generation_id), "step": moved.step, "of": moved.of_steps, "preview": shown}
    )


def _event(name: str, value: object) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(value) + b"\n\n"


ROUTES = (Route("GET", "/api/fediai/v1/generations/:id/events", watch, "read:statuses"),)
