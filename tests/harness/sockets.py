"""A WebSocket to an ASGI app, in memory."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import unquote


class Closed(Exception):
    """The app ended the socket (or never accepted it), with this code or HTTP status."""


class Line:
    """Our end of the socket."""

    def __init__(self) -> None:
        self.to_app: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self.from_app: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self.subprotocol: str | None = None
        self._in_hand = False

    async def next_for_app(self) -> Mapping[str, Any]:
        """Whoever asks for the next message has done with the last one."""
        if self._in_hand:
            self._in_hand = False
            self.to_app.task_done()
        message = await self.to_app.get()
        self._in_hand = True
        return message

    async def is_heeded(self) -> None:
        """Once the app has done all that our messages ask for."""
        await asyncio.wait_for(self.to_app.join(), 10)

    async def send(self, data: str | bytes) -> None:
        key = "text" if isinstance(data, str) else "bytes"
        await self.to_app.put({"type": "websocket.receive", key: data})

    async def receive(self, timeout: float = 10) -> str | bytes:
        """The next message; `Closed` when there will be none."""
        async with asyncio.timeout(timeout):  # `wait_for` of Python 3.11 forgets that it was cancelled
            message = await self.from_app.get()
        if message["type"] != "websocket.send":
            raise Closed(message.get("code", message.get("status")))
        text = message.get("text")
        return text if text is not None else message["bytes"]


@asynccontextmanager
async def socket_to(
    app: Any, target: str, headers: Mapping[str, str] | None = None, subprotocols: tuple[str, ...] = (),
    client: str = "203.0.113.9",
) -> AsyncIterator[Line]:  # fmt: skip
    """Connected inside, gone outside (as when a plug is pulled)."""
    line = Line()
    path, _, query = target.partition("?")
    raw = [(b"host", b"127.0.0.1:8000"), *((k.lower().encode(), v.encode()) for k, v in (headers or {}).items())]
    scope = {
        "type": "websocket", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "ws", "path": unquote(path),
        "raw_path": path.encode(), "query_string": query.encode(), "root_path": "", "headers": raw,
        "client": (client, 4001), "server": ("127.0.0.1", 8000), "subprotocols": list(subprotocols),
        "state": {}, "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    task = asyncio.create_task(app(scope, line.next_for_app, line.from_app.put))
    await line.to_app.put({"type": "websocket.connect"})
    first = await asyncio.wait_for(line.from_app.get(), 10)
    if first["type"] != "websocket.accept":
        await asyncio.wait_for(task, 10)
        raise Closed(first.get("status", first.get("code")))
    line.subprotocol = first.get("subprotocol")
    try:
        yield line
    finally:
        await line.to_app.put({"type": "websocket.disconnect", "code": 1006})
        await asyncio.wait_for(task, 10)  # it ends by itself
