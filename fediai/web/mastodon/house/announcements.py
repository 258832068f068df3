"""https://docs.joinmastodon.org/methods/announcements/"""

import html
from typing import Any
from urllib.parse import unquote

from fediai.services.moderation import announcements as use
from fediai.services.moderation.announcements import Shown
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.time import iso
from fediai.web.router import Route


def announcement(one: Shown, *, known: bool = True) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Announcement/"""
    said = one.announcement
    parts = (part.strip() for part in said.text.replace("\r\n", "\n").split("\n\n"))
    content = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part).replace("\n", "<br>")
    return {
        "id": str(said.id),
        "content": content,
        "starts_at": iso(said.starts_at) if said.starts_at else None,
        "ends_at": iso(said.ends_at) if said.ends_at else None,
        "all_day": said.all_day,
        "published_at": iso(said.starts_at or said.created_at),
        "updated_at": iso(said.updated_at),
        "mentions": [],
        "statuses": [],
        "tags": [],
        "emojis": [],
        "reactions": [
            {"name": sign.name, "count": sign.count, **({"me": sign.me} if known else {})} for sign in one.reactions
        ],
        **({"read": one.read} if known else {}),
    }


async def current(call: Call) -> Response:
    """What counts now; those put aside are marked as read."""
    async with call.ctx.db.read() as tx:
        return json_response([announcement(one) for one in await use.current(tx, call.account)])


async def dismiss(call: Call) -> Response:
    """Read."""
    async with call.ctx.db.write() as tx:
        await use.dismiss(tx, call.account, call.id())
    return json_response({})


async def react(call: Call) -> Response:
    """A sign more."""
    async with call.ctx.db.write() as tx:
        await use.react(tx, call.account, call.id(), unquote(call.path["name"]))
    return json_response({})


async def take_back(call: Call) -> Response:
    """A sign less."""
    async with call.ctx.db.write() as tx:
        await use.take_reaction_back(tx, call.account, call.id(), unquote(call.path["name"]))
    return json_response({})


_ONE = "/api/v1/announcements/:id"
ROUTES = (
    Route("GET", "/api/v1/announcements", current, "read"),
    Route("POST", f"{_ONE}/dismiss", dismiss, "write:accounts"),
    Route("PUT", f"{_ONE}/reactions/:name", react, "write:favourites"),
    Route("DELETE", f"{_ONE}/reactions/:name", take_back, "write:favourites"),
)
