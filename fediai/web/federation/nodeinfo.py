"""What this server is, for crawlers and peers (NodeInfo 2.0 and 2.1)."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson

from activitypub.nodeinfo import SCHEMA, Facts, render_links, render_nodeinfo
from fediai.context import Context
from fediai.services import ai_use
from fediai.version import VERSION
from fediai.web.http import Call, Response, json_response
from fediai.web.router import BARE, Route


async def links(call: Call) -> Response:
    """Where the documents are."""
    return json_response(render_links(call.ctx.urls.base))


def _document(version: str) -> Callable[[Call], Awaitable[Response]]:
    async def handler(call: Call) -> Response:
        facts = await _facts(call.ctx)
        kind = f'application/json; profile="{SCHEMA}{version}#"'
        return Response(200, orjson.dumps(render_nodeinfo(facts, version)), kind)

    return handler


async def _facts(ctx: Context) -> Facts:
    async with ctx.db.read() as tx:
        usage = await ctx.counted.usage(tx)
        ai = await ai_use.facts(ctx, tx)
    return Facts(
        software="fediai",
        version=VERSION,
        open_registrations=ctx.settings.accounts.registrations == "open",
        users_total=usage.users,
        users_month=usage.active_month,
        users_halfyear=usage.active_half_year,
        local_posts=usage.statuses,
        metadata=_metadata(ctx, ai),
    )


def _metadata(ctx: Context, ai: dict[str, Any]) -> dict[str, Any]:
    """Clients that choose their words by the software's name are told whose API we speak."""
    instance = ctx.settings.instance
    return {
        "nodeName": instance.title,
        "nodeDescription": instance.description,
        "upstream": {"name": "mastodon"},
        "features": ["mastodon_api", "ai_generation"],
        "ai": ai,
    }


ROUTES = (
    Route("GET", "/.well-known/nodeinfo", links, BARE),
    Route("GET", "/nodeinfo/2.0", _document("2.0"), BARE),
    Route("GET", "/nodeinfo/2.1", _document("2.1"), BARE),
)
