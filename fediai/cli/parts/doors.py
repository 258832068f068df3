"""Addresses we listen at: bound before anything else is opened, so that a taken one is known at once; and parting."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from hypercorn.config import Config
from hypercorn.protocol.ws_stream import FrameTooLargeError, WebsocketBuffer, WSStream

from fediai.cli import CommandError
from generators.frames import LARGEST_FRAME, PATH

# Its sockets take 16 MiB: pictures may be larger. No read time-out: it would end streams, on which only we speak, and
# leave idle connections open but unheard; who is slow with a request is timed while it is read.
HYPERCORN: dict[str, Any] = {
    "graceful_timeout": 5,
    "keep_alive_timeout": 75,
    "websocket_ping_interval": 20,
    "websocket_max_message_size": LARGEST_FRAME,
    "include_server_header": False,
    "errorlog": None,
}

LARGEST_WORDS = 65_536  # what a client of the streams says: which of them it wants to hear

Receive = Callable[[], Awaitable[Any]]


def bound(bind: str) -> Config:
    """How Hypercorn serves at `bind`, whose socket is ours from now on."""
    if bind.startswith("unix:") and _is_answered(bind.removeprefix("unix:")):
        raise CommandError(f"{bind} is in use: another server answers there")
    config = Config.from_mapping(bind=[bind], **HYPERCORN)
    try:
        [listening] = config.create_sockets().insecure_sockets
    except (ValueError, OverflowError, socket.gaierror) as cause:
        raise CommandError(f"can't listen at {bind!r}: write it as 127.0.0.1:8000 or unix:/path") from cause
    except OSError as cause:
        raise CommandError(f"can't listen at {bind}: {os.strerror(cause.errno or 0).lower()}") from cause
    config.bind = [f"fd://{listening.detach()}"]
    return config


def _is_answered(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.connect(path)
        return True
    return False


class Parting:
    """The app; once told to `leave` its endless answers end, for which Hypercorn would wait until its grace is over."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._left = False
        self._listening: set[asyncio.Task[Any]] = set()

    def leave(self) -> None:
        """Whoever only listens is told that the other side went."""
        self._left = True
        for task in self._listening:
            task.cancel()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Any) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, self._after_body(receive), send)
            return

        bound_messages(scope["path"], send)

        async def heard() -> Any:
            return await self._or_leave(receive, {"type": "websocket.disconnect", "code": 1001})

        await self._app(scope, heard, send)
        if self._left:
            await send({"type": "websocket.close", "code": 1001})

    def _after_body(self, receive: Receive) -> Receive:
        """A request is read to its end; who listens on for the other side to hang up hears us leave, too."""
        reading = True

        async def heard() -> Any:
            nonlocal reading
            if not reading:
                return await self._or_leave(receive, {"type": "http.disconnect"})
            message = await receive()
            reading = message.get("more_body", False)
            return message

        return heard

    async def _or_leave(self, receive: Receive, farewell: Mapping[str, Any]) -> Any:
        """In the task that asks: two more for each of thousands of sockets would weigh as much as the sockets."""
        task = asyncio.current_task()
        if self._left or task is None:
            return farewell
        self._listening.add(task)
        try:
            return await receive()
        except asyncio.CancelledError:
            if not self._left or task.uncancel():  # somebody else's cancelling, too
                raise
            return farewell
        finally:
            self._listening.discard(task)


class Bounded(WebsocketBuffer):
    """A message that is being received: what would make it too large is not kept. Hypercorn keeps it first."""

    def extend(self, event: Any) -> None:
        """One more part, text or bytes."""
        if self.length + len(event.data) > self.max_length:
            self.clear()
            raise FrameTooLargeError
        super().extend(event)


def bound_messages(path: str, send: Any) -> None:
    """Pictures come from painters only; Hypercorn has one limit for all sockets, so each gets its own here.

    And none is packed: a thousandth of a message's size would be enough to fill our memory with it, and what packs and
    unpacks weighs more than all the rest of an idle socket.
    """
    stream = getattr(send, "__self__", None)
    if isinstance(stream, WSStream):
        stream.handshake.extensions = None
        stream.buffer = Bounded(LARGEST_FRAME if path.rstrip("/") == PATH else LARGEST_WORDS)


def hush() -> None:
    """Hypercorn's pings sleep on when their socket is closed, and its connections wait for them: they are woken up.

    Those of its connections that are cut off after the grace are no error to be logged.
    """
    loop = asyncio.get_running_loop()
    for task in asyncio.all_tasks(loop):
        if getattr(task.get_coro(), "__qualname__", "") == "WSStream._send_pings":
            task.cancel()
    loop.set_exception_handler(_ignoring_cancellation)


def _ignoring_cancellation(loop: asyncio.AbstractEventLoop, problem: dict[str, Any]) -> None:
    if not isinstance(problem.get("exception"), asyncio.CancelledError):
        loop.default_exception_handler(problem)
