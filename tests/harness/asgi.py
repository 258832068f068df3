"""Asks an ASGI app directly: bytes in, bytes out, no socket."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode


@dataclass(frozen=True)
class Answer:
    """What the app said."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()

    def header(self, name: str) -> str:
        return next((v for k, v in self.headers if k == name.lower()), "")


async def ask(
    app: Any, method: str, target: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"",
    host: str = "127.0.0.1:8000", scheme: str = "http", client: str = "203.0.113.9",
) -> Answer:  # fmt: skip
    """One request; `target` is sent as it stands, percent-encoding and all."""
    path, _, query = target.partition("?")
    raw = [(b"host", host.encode())]
    raw = [] if any(k.lower() == "host" for k in headers or {}) else raw
    raw += [(k.lower().encode(), v.encode("latin-1")) for k, v in (headers or {}).items()]
    if body and not any(k == b"content-length" for k, _ in raw):
        raw.append((b"content-length", str(len(body)).encode()))
    scope = {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.1"}, "http_version": "1.1", "method": method,
        "scheme": scheme, "path": unquote(path), "raw_path": path.encode("latin-1"), "query_string": query.encode(),
        "root_path": "", "headers": raw, "client": (client, 4000), "server": ("127.0.0.1", 8000),
        "state": {}, "extensions": {},
    }  # fmt: skip
    return await _run(app, scope, body)


async def _run(app: Any, scope: dict[str, Any], body: bytes) -> Answer:
    inbox = [{"type": "http.request", "body": body, "more_body": False}]
    said: list[Mapping[str, Any]] = []

    ended = asyncio.Event()

    async def receive() -> Mapping[str, Any]:
        """The body, then silence until the answer is there: a client that hangs up earlier gets none."""
        if not inbox:
            await ended.wait()
        return inbox.pop() if inbox else {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        said.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            ended.set()

    await app(scope, receive, send)
    start = next(m for m in said if m["type"] == "http.response.start")
    whole = b"".join(m.get("body", b"") for m in said if m["type"] == "http.response.body")
    return Answer(start["status"], [(k.decode(), v.decode("latin-1")) for k, v in start["headers"]], whole)


def form_body(values: Mapping[str, Any] | list[tuple[str, Any]]) -> tuple[bytes, str]:
    """A URL-encoded body and its content type."""
    return urlencode(values, doseq=True).encode(), "application/x-www-form-urlencoded"


def multipart_body(fields: Mapping[str, str], files: Mapping[str, tuple[str, str, bytes]]) -> tuple[bytes, str]:
    """A multipart body and its content type; files as name → (file name, media type, bytes)."""
    edge, parts = "a-boundary-that-does-not-occur", []
    for name, value in fields.items():
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (filename, kind, data) in files.items():
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        parts.append(head.encode() + f"Content-Type: {kind}\r\n\r\n".encode() + data + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"
