"""Addresses we listen at: bound before anything else is opened, so that a taken one is known at once; and parting."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Mapping
from typing import Any

from hypercorn.config import Config

from fediai.cli import CommandError
from generators.frames import LARGEST_FRAME

# Hypercorn has no read time-out of its own, and its sockets take 16 MiB: pictures may be larger. The read time-out
# must be the longer one: where it comes first, Hypercorn stops reading an idle connection but leaves it open, and
# whoever asks on it once more hears nothing until the keep-alive time is over.
HYPERCORN: dict[str, Any] = {
    "graceful_timeout": 5,
    "keep_alive_timeout": 75,
    "read_timeout": 90,
    "websocket_ping_interval": 20,
    "websocket_max_message_size": LARGEST_FRAME,
    "include_server_header": False,
    "errorlog": None,
}


def bound(bind: str) -> Config:
    """How Hypercorn serves at `bind`, whose socket is ours from now on."""
    if bind.startswith("unix:") and _is_answered(bind.removeprefix("unix:")):
        raise CommandError(f"{bind} is in use: another server answers there")
    config = Config.from_mapping(bind=[bind], **HYPERCORN)
    try:
        [listening] = config.create_sockets().insecure_sockets
    except OSError as cause:
        raise CommandError(f"can't listen at {bind}: {os.strerror(cause.errno or 0).lower()}") from cause
    except (ValueError, OverflowError) as cause:
        raise CommandError(f"can't listen at {bind!r}: write it as 127.0.0.1:8000 or unix:/path") from cause
    config.bind = [f"fd://{listening.detach()}"]
    return config


def _is_answered(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
        probe.connect(path)
        return True
    return False


class Parting:
    """The app; once `leave` is set its WebSockets end, for whom Hypercorn would wait until its grace is over."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.leave = asyncio.Event()

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        leaving = asyncio.create_task(self.leave.wait())

        async def heard() -> Any:
            hearing = asyncio.ensure_future(receive())
            await asyncio.wait({hearing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if hearing.done():
                return hearing.result()
            hearing.cancel()
            return {"type": "websocket.disconnect", "code": 1001}

        await self._app(scope, heard, send)
        leaving.cancel()
        if self.leave.is_set():
            await send({"type": "websocket.close", "code": 1001})


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
