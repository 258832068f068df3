"""https://docs.joinmastodon.org/methods/streaming/ — one stream as server-sent events, for libraries and bots."""

import asyncio
from collections.abc import AsyncGenerator

from fediai.context import Context
from fediai.domain.errors import Invalid, Unauthorized
from fediai.streaming.streams import BELLS, NAMES, PUBLIC, Stream, Unknown, stream_of
from fediai.web.http import Call, Response
from fediai.web.mastodon.streaming.frames import Frame
from fediai.web.mastodon.streaming.listeners import Listener, listeners_of
from fediai.web.router import BARE, Handler, Route

HEARTBEAT = 15.0  # seconds; proxies end a connection on which nothing moves
NOTHING = "undefined"
UNBUFFERED = {"cache-control": "no-store", "x-accel-buffering": "no"}


def _listening(name: str) -> Handler:
    async def listening(call: Call) -> Response:
        if call.viewer is None:
            raise Unauthorized
        media = ":media" if name in PUBLIC and call.form.yes("only_media") else ""
        words = {"stream": name + media, "tag": call.form.text("tag"), "list": call.form.text("list")}
        stream = stream_of(words)
        if isinstance(stream, Unknown):
            raise Invalid(stream.sentence)
        listener = Listener(call.viewer)
        return Response(200, b"", "text/event-stream", UNBUFFERED, _events(call.ctx, listener, stream))

    return listening


async def _events(ctx: Context, listener: Listener, stream: Stream) -> AsyncGenerator[bytes]:
    """For as long as somebody reads; comments keep the line open."""
    listener.streams.add(stream)
    everybody = listeners_of(ctx)
    everybody.join(listener)
    try:
        yield b":)\n"
        while (frame := await _next(listener)) is not None:
            yield frame
    finally:
        everybody.leave(listener)


async def _next(listener: Listener) -> bytes | None:
    try:
        async with asyncio.timeout(HEARTBEAT):  # `wait_for` of Python 3.11 may forget that it was cancelled
            frame = await listener.frames.get()
    except TimeoutError:
        return b":thump\n"
    return _lines(frame) if frame else None


def _lines(frame: Frame) -> bytes:
    """What carries nothing says so in Mastodon's word: readers never hear of an event whose data is empty.

    https://html.spec.whatwg.org/multipage/server-sent-events.html#dispatchMessage
    """
    return f"event: {frame.event}\ndata: {frame.payload or NOTHING}\n\n".encode()


async def health(call: Call) -> Response:
    """Libraries ask this before they listen."""
    return Response(200, b"OK", "text/plain; charset=utf-8")


def _routes() -> list[Route]:
    """`public:local` is at `public/local`; streams of media are asked for with `only_media`."""
    return [
        Route(
            "GET",
            f"/api/v1/streaming/{name.replace(':', '/')}",
            _listening(name),
            "read:notifications" if name == BELLS else "read:statuses",
        )
        for name in sorted(NAMES)
        if not name.endswith(":media")
    ]


ROUTES = (Route("GET", "/api/v1/streaming/health", health, BARE), *_routes())
