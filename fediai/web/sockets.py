"""A WebSocket over ASGI as a small value: accept, receive, send, close."""

from typing import Any

from fediai.web.http import Request


class Socket:
    """One connection; `receive` answers None once it is closed, and sending after that does nothing."""

    def __init__(self, request: Request, subprotocols: tuple[str, ...], receive: Any, send: Any) -> None:
        self.request = request
        self.subprotocols = subprotocols
        self.closed = False
        self._receive, self._send = receive, send
        self._accepted = False

    async def accept(self, subprotocol: str | None = None) -> None:
        """Completes the handshake; browsers insist on hearing their subprotocol again."""
        await self._receive()  # websocket.connect
        await self._send({"type": "websocket.accept", "subprotocol": subprotocol})
        self._accepted = True

    def settle(self) -> None:
        """It stays open for long, beside thousands: what it began with is let go."""
        del self.request

    async def receive(self) -> str | bytes | None:
        """The next message, or None when the other side is gone."""
        if self.closed:
            return None
        message = await self._receive()
        if message["type"] != "websocket.receive":
            self.closed = True
            return None
        text: str | None = message.get("text")
        return text if text is not None else message.get("bytes", b"")

    async def send(self, message: str | bytes) -> None:
        """A text or a binary frame."""
        if self.closed:
            return
        key = "text" if isinstance(message, str) else "bytes"
        await self._send({"type": "websocket.send", key: message})

    async def refuse(self, status: int, sentence: str) -> None:
        """Answers the handshake with an HTTP status instead of a socket."""
        await self._receive()
        self.closed = True
        headers = [(b"content-type", b"application/json; charset=utf-8")]
        await self._send({"type": "websocket.http.response.start", "status": status, "headers": headers})
        body = f'{{"error": "{sentence}"}}'.encode()
        await self._send({"type": "websocket.http.response.body", "body": body})

    async def close(self, code: int = 1000) -> None:
        """Ends it; twice does nothing."""
        if not self.closed:
            self.closed = True
            await self._send({"type": "websocket.close", "code": code})
