"""What a handler reads and answers: plain values over ASGI, no framework and no global."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast
from urllib.parse import parse_qsl

import orjson

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import Malformed, TooLarge, TooSlow, Unauthorized
from fediai.web.forms import Form

Scope = Mapping[str, Any]
JSON = "application/json; charset=utf-8"
PATIENCE = 30.0  # seconds from one part of a request's body to the next


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request with its body read; `target` is the path and query exactly as on the wire."""

    method: str
    path: str
    target: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    client: str

    def header(self, name: str, default: str = "") -> str:
        """The first header of that (lower-case) name."""
        for key, value in self.headers:
            if key == name:
                return value
        return default

    @property
    def cookies(self) -> dict[str, str]:
        pairs = (part.split("=", 1) for part in self.header("cookie").split(";") if "=" in part)
        return {name.strip(): value.strip() for name, value in pairs}

    @property
    def arguments(self) -> dict[str, str]:
        """The query's parameters; the last of a name wins."""
        return dict(parse_qsl(self.query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Response:
    """Status, body and headers; `chunks` instead of a body for what has no end yet."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    chunks: AsyncGenerator[bytes] | None = None


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Any JSON value; `{}` for nothing."""
    return Response(status, orjson.dumps(value), JSON, headers or {})


class Easels(Protocol):
    """How far paintings are in this process: previews and steps never reach the database."""

    def preview(self, generation_id: int) -> bytes | None: ...
    def progress(self, generation_id: int) -> tuple[int, int] | None: ...


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a route: who asks for what, with every parameter already decoded."""

    ctx: Context
    request: Request
    path: Mapping[str, str]
    form: Form
    viewer: Viewer | None = None
    easels: Easels | None = None

    @property
    def account(self) -> Account:
        """Whose call it is."""
        if self.viewer is None:
            raise Unauthorized
        return self.viewer.account

    def id(self, name: str = "id") -> int:
        """An id from the path; what is no number can't be found (the largest one never is)."""
        text = self.path[name]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


async def read_body(receive: Any, limit: int) -> bytes:
    """All of the body, or `TooLarge` as soon as it is more than `limit` bytes; never a part of it."""
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await _next_part(receive)
        part = cast(bytes, message.get("body", b""))
        size += len(part)
        if size > limit:
            raise TooLarge
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


async def _next_part(receive: Any) -> Mapping[str, Any]:
    try:
        async with asyncio.timeout(PATIENCE):
            message: Mapping[str, Any] = await receive()
    except TimeoutError:
        raise TooSlow from None
    if message["type"] != "http.request":
        raise Malformed("The connection ended before the request did")
    return message


def request_of(scope: Scope, body: bytes, trusted: frozenset[str]) -> Request:
    """The request that an ASGI scope describes; the client's address from a trusted proxy's header only."""
    headers = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in scope["headers"])
    query = scope["query_string"].decode("latin-1")
    raw = scope.get("raw_path") or scope["path"].encode()
    target = raw.decode("latin-1") + (f"?{query}" if query else "")
    return Request(scope["method"], scope["path"], target, query, headers, body, _client(scope, headers, trusted))


def client_of(scope: Scope, trusted: frozenset[str]) -> str:
    """Where a request comes from; only from whom we trust do its headers count."""
    address = (scope.get("client") or ("",))[0]
    if address and address not in trusted:
        return str(address)
    headers = tuple((k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in scope["headers"])
    return _client(scope, headers, trusted)


def _client(scope: Scope, headers: tuple[tuple[str, str], ...], trusted: frozenset[str]) -> str:
    client = scope.get("client")
    address: str = client[0] if client else ""
    if address and address not in trusted:
        return address
    forwarded = [part.strip() for k, v in headers if k == "x-forwarded-for" for part in v.split(",")]
    # From the right: what our own proxies added; the first that is not one of them is the client.
    for hop in reversed(forwarded):
        if hop not in trusted:
            return hop
    return address
