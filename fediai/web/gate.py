"""Who comes from a network that moderators have shut is answered by nothing here: no page, no API, no inbox."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fediai.context import Context
from fediai.web.http import Scope, client_of

log = logging.getLogger(__name__)
Asgi = Callable[[Any, Any, Any], Awaitable[None]]
SAID = b"Nobody is let in from this network.\n"
_HEADERS = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(SAID)).encode())]


async def is_shut_out(ctx: Context, scope: Scope, trusted: frozenset[str]) -> bool:
    """Where nothing is shut, which is nearly always, this costs a look at a clock."""
    try:
        found = await ctx.gate.of(ctx.db)
    except Exception:  # noqa: BLE001 — a database that does not answer is for others to tell of
        found = ctx.gate.last
    return bool(found.shut) and found.holds(client_of(scope, trusted), ctx.clock())


async def turn_away(scope: Scope, send: Any) -> None:
    """403, or a socket that never opens."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await send({"type": "http.response.start", "status": 403, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": SAID})
