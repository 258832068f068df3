"""https://docs.joinmastodon.org/methods/streaming/ — one WebSocket with as many streams as the client asks for."""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.services.people import oauth
from fediai.streaming.streams import BELLS, Stream, Unknown, stream_of
from fediai.web.auth import covers, token_of
from fediai.web.mastodon.streaming.listeners import Listener, listeners_of
from fediai.web.sockets import Socket

MOST_STREAMS = 64


async def streaming(ctx: Context, socket: Socket) -> None:
    """`/api/v1/streaming`: the token may come in the header, as subprotocol, or in the query."""
    listener, all_ = await _listener(ctx, socket), listeners_of(ctx)
    if listener is None:
        await socket.refuse(401, "The access token is invalid")
        return
    # Browsers end a socket whose subprotocol is not said again, even if the token came by another way.
    await socket.accept(socket.subprotocols[0] if socket.subprotocols else None)
    all_.join(listener)
    try:
        if socket.request.arguments.get("stream"):
            await _subscribe(socket, listener, socket.request.arguments)
        socket.settle()
        await _serve(socket, listener)
    finally:
        all_.leave(listener)


async def _listener(ctx: Context, socket: Socket) -> Listener | None:
    """Who is there, if their token says so."""
    offered = socket.subprotocols[0] if socket.subprotocols else None
    token = token_of(socket.request) or offered or ""
    viewer = await oauth.viewer_of(ctx, token, socket.request.client) if token else None
    return Listener(viewer) if viewer is not None else None


async def _serve(socket: Socket, listener: Listener) -> None:
    reading = asyncio.create_task(_read(socket, listener))
    try:
        await _write(socket, listener)
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        await socket.close()


async def _write(socket: Socket, listener: Listener) -> None:
    while (frame := await listener.frames.get()) is not None:
        words: dict[str, Any] = {"stream": frame.stream.label, "event": frame.event}
        words |= {} if frame.payload is None else {"payload": frame.payload}
        await socket.send(orjson.dumps(words).decode())


async def _read(socket: Socket, listener: Listener) -> None:
    """What the client asks for; when it is gone, or breaks our rules, nothing more is told."""
    try:
        while (message := await socket.receive()) is not None:
            words = _words(message)
            act = _ACTS.get(str(words.get("type")), _not_understood)
            await act(socket, listener, words)
    finally:
        listener.end()


async def _not_understood(socket: Socket, _listener: Listener, _words: Mapping[str, Any]) -> None:
    await _error(socket, "Send subscribe or unsubscribe as JSON")


def _words(message: str | bytes) -> Mapping[str, Any]:
    try:
        found = orjson.loads(message)
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


async def _subscribe(socket: Socket, listener: Listener, words: Mapping[str, Any]) -> None:
    """An unknown stream is answered with an error; the socket stays for the others."""
    stream = stream_of(words)
    if isinstance(stream, Unknown):
        await _error(socket, stream.sentence)
    elif not _may_hear(listener.viewer, stream):
        await _error(socket, "This stream is outside the authorized scopes", 401)
    elif len(listener.streams) >= MOST_STREAMS:
        await _error(socket, f"No more than {MOST_STREAMS} streams on one socket")
    else:
        listener.streams.add(stream)


async def _unsubscribe(socket: Socket, listener: Listener, words: Mapping[str, Any]) -> None:
    stream = stream_of(words)
    if isinstance(stream, Unknown):
        await _error(socket, stream.sentence)
    else:
        listener.streams.discard(stream)


_ACTS = {"subscribe": _subscribe, "unsubscribe": _unsubscribe}


def _may_hear(viewer: Viewer, stream: Stream) -> bool:
    return covers(viewer.scopes, "read:notifications" if stream.name == BELLS else "read:statuses")


async def _error(socket: Socket, sentence: str, status: int = 400) -> None:
    await socket.send(orjson.dumps({"error": sentence, "status": status}).decode())


SOCKETS = {"/api/v1/streaming": streaming}
