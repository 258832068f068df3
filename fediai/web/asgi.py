"""The app: plain ASGI. Tables of routes and sockets first, static files, then the Quart pages for everything else."""

import asyncio
import logging
import random
import time
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import Any, cast

from fediai.context import Context
from fediai.domain.errors import DomainError, NotFound, TooMany
from fediai.web import cors
from fediai.web.auth import viewer_for
from fediai.web.errors import bug_response, error_response
from fediai.web.forms import Form, decode
from fediai.web.gate import is_shut_out, turn_away
from fediai.web.http import Call, Request, Response, Scope, read_body, request_of
from fediai.web.languages import best_language
from fediai.web.limits import Limits
from fediai.web.router import BARE, MEGABYTE, Route, Router
from fediai.web.sockets import Socket
from fediai.web.workers.hub import Hub

log = logging.getLogger(__name__)

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Any, Any, Any], Awaitable[None]]
SocketHandler = Callable[[Context, Socket], Awaitable[None]]
API = "/api/"
LARGE_AT_ONCE = 8  # two apps that each upload the four pictures of a post
MACHINES = ("/api/", "/.well-known/", "/nodeinfo/", "/media/", "/v1/")  # never answered by a page


@dataclass(frozen=True, slots=True)
class App:
    """An ASGI callable over one Context."""

    ctx: Context
    router: Router
    sockets: Mapping[str, SocketHandler]
    pages: Asgi
    limits: Limits
    trusted: frozenset[str]
    hub: Hub
    bringing: Counter[int | str] = field(default_factory=Counter)  # large bodies being read, by account

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Hypercorn calls this for every connection."""
        if scope["type"] != "lifespan" and await is_shut_out(self.ctx, scope, self.trusted):
            await turn_away(scope, send)
            return
        match scope["type"]:
            case "http":
                await self._http(scope, receive, send)
            case "websocket":
                await self._socket(scope, receive, send)
            case "lifespan":
                await _lifespan(receive, send)

    async def _http(self, scope: Scope, receive: Any, send: Send) -> None:
        path: str = scope["path"]
        found = None if "\0" in path else self.router.find(path)  # NUL: nothing is called so
        if found is None and not path.startswith(MACHINES) and "\0" not in path:
            await self.pages(scope, receive, send)
            return
        extra = list(cors.ALWAYS) if cors.applies(path) else []
        if scope["method"] == "OPTIONS":
            asked = dict(scope["headers"]).get(b"access-control-request-headers", b"")
            await _start(send, 204, cors.preflight(asked.decode("latin-1")))
            return
        response = await self._answer(scope, receive, found, extra)
        await _send(receive, send, response, extra, head=scope["method"] == "HEAD")

    async def _answer(
        self,
        scope: Scope,
        receive: Any,
        found: tuple[Mapping[str, Route], list[str]] | None,
        extra: list[tuple[bytes, bytes]],
    ) -> Response:
        uncounted = len(extra)
        try:
            if found is None:
                raise NotFound
            route = _choose(found[0], scope["method"])
            asked = request_of(scope, b"", self.trusted)
            if route.guard and (early := await route.guard(self.ctx, asked)):
                return early
            read = self._large(route, asked, receive) if route.body > MEGABYTE else read_body(receive, route.body)
            return await self._call(route, found[1], replace(asked, body=await read), extra)
        except DomainError as error:
            told = self._count_refusal(error, scope, extra) if len(extra) == uncounted else error
            return error_response(told, scope["path"], _language(scope))
        except Exception as error:  # noqa: BLE001 — the error mapper: a bug must not end the connection mutely
            return bug_response(error, f"{scope['method']} {scope['path']}")

    async def _large(self, route: Route, asked: Request, receive: Any) -> bytes:
        """Only from who may bring one, and a few of theirs at once: each lies in memory until its last byte came."""
        viewer = await viewer_for(self.ctx, asked, route.needs)
        who = viewer.account.id if viewer else asked.client
        if self.bringing[who] >= LARGE_AT_ONCE:
            raise TooMany(retry_after=5)
        self.bringing[who] += 1
        try:
            return await read_body(receive, route.body)
        finally:
            self.bringing[who] -= 1
            if not self.bringing[who]:
                del self.bringing[who]

    async def _call(
        self, route: Route, values: list[str], request: Request, extra: list[tuple[bytes, bytes]]
    ) -> Response:
        path = Router.bind(route, values)
        if route.needs == BARE and not request.path.startswith(API):
            return await route.handler(Call(self.ctx, request, path, Form()))
        viewer = await viewer_for(self.ctx, request, route.needs)
        wait, headers = self.limits.count(route, viewer, request.client, time.time())
        extra += headers
        if wait:
            raise TooMany(retry_after=wait)
        form = decode(request.query, request.header("content-type"), request.body)
        return await route.handler(Call(self.ctx, request, path, form, viewer, self.hub))

    def _count_refusal(self, error: DomainError, scope: Scope, extra: list[tuple[bytes, bytes]]) -> DomainError:
        """Who was refused before anybody knew who it was, by a wrong token say, is counted by address."""
        if not scope["path"].startswith(API):
            return error
        client = request_of(scope, b"", self.trusted).client
        wait, headers = self.limits.count(None, None, client, time.time())
        extra += headers
        return TooMany(retry_after=wait) if wait else error

    async def _socket(self, scope: Scope, receive: Any, send: Send) -> None:
        handler = self.sockets.get(scope["path"].rstrip("/"))
        begun = request_of({**scope, "method": "GET"}, b"", self.trusted)
        socket = Socket(begun, tuple(scope.get("subprotocols", ())), receive, send)
        del begun  # the socket lets it go when it settles
        if handler is None:
            await socket.close(1000)
            return
        try:
            await handler(self.ctx, socket)
        except DomainError:
            await socket.close(1008)
        except Exception:
            log.exception("on the socket %s", scope["path"])
            await socket.close(1011)


def _language(scope: Scope) -> str:
    """English unless another of ours is asked for: a token may be wrong, but every device says what it reads."""
    headers = dict(scope["headers"])
    return best_language(headers.get(b"accept-language", b"").decode("latin-1"), "en")


def _choose(routes: Mapping[str, Route], method: str) -> Route:
    """The route of the method; HEAD is GET, PUT and PATCH are synonyms; none at all is a plain 404."""
    aliases = {"HEAD": "GET", "PUT": "PATCH", "PATCH": "PUT"}
    route = routes.get(method) or routes.get(aliases.get(method, ""))
    if route is None:
        raise NotFound
    return route


async def _send(receive: Any, send: Send, response: Response, extra: list[tuple[bytes, bytes]], *, head: bool) -> None:
    headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in response.headers.items()]
    headers.append((b"content-type", response.content_type.encode("latin-1")))
    headers.append((b"x-request-id", b"%016x" % random.getrandbits(64)))
    headers += extra
    if response.chunks is None:
        headers.append((b"content-length", str(len(response.body)).encode()))
        await _start(send, response.status, headers, b"" if head else response.body)
        return
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    if not head:
        await _while_there(receive, _pour(send, response.chunks))
    await send({"type": "http.response.body", "body": b""})


async def _pour(send: Send, chunks: AsyncGenerator[bytes]) -> None:
    async with aclosing(chunks):
        async for chunk in chunks:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _while_there(receive: Any, work: Coroutine[Any, Any, None]) -> None:
    """Until it is done or the other side has hung up, which no `send` would tell."""
    both = [asyncio.create_task(work), asyncio.create_task(receive())]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        ends = await asyncio.gather(*both, return_exceptions=True)
        for error in (end for end in ends if isinstance(end, Exception)):
            log.error("in the middle of an answer", exc_info=error)


async def _start(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Any, send: Send) -> None:
    """Resources are opened and closed by `fediai.app`, around the server and not inside it."""
    while True:
        message = cast(Mapping[str, Any], await receive())
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
