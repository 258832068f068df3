"""https://docs.joinmastodon.org/methods/admin/trends/ — what trends, seen by those who may decide that it must not."""

from collections.abc import Awaitable, Callable
from typing import Any

from fediai.domain import text
from fediai.domain.errors import NotFound
from fediai.domain.links.cards import Card
from fediai.services.moderation import trends as use
from fediai.services.moderation.staff import staff
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.links import trends as link_store
from fediai.store.moderation import trends
from fediai.store.people import discovery
from fediai.store.posts import statuses as status_store
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.discovery.trends import LATELY, part, shown_links
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.entities.tag import tag as tag_entity
from fediai.web.router import Handler, Route


async def tags(call: Call) -> Response:
    """With those that nobody has looked at yet, and those that were refused."""
    staff(call.viewer)
    limit, offset = part(call, 20)
    async with call.ctx.db.read() as tx:
        found = await discovery.tags(tx, tx.now - LATELY, limit, offset, refused=True)
        said = await trends.said(tx, use.TAG, found)
    return json_response([_tag(call, name, said.get(name)) for name in found])


def _tag(call: Call, name: str, said: bool | None) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Tag/#admin"""
    review = {"trendable": said is not False, "usable": True, "requires_review": said is None}
    return {**tag_entity(name, call.ctx.urls), **review}


async def statuses(call: Call) -> Response:
    """The same for posts."""
    staff(call.viewer)
    limit, offset = part(call, 40)
    async with call.ctx.db.read() as tx:
        found = await discovery.posts(tx, call.account.id, tx.now - LATELY, limit, offset, refused=True)
        return json_response(await _shown(call, tx, [one.id for one in found]))


async def _shown(call: Call, tx: Transaction, ids: list[int]) -> list[dict[str, Any]]:
    found = await status_store.by_ids(tx, ids)
    made = await views.views(call.ctx, tx, call.account, [found[one] for one in ids if one in found])
    said = await trends.said(tx, use.STATUS, [str(one) for one in ids])
    return [
        {**status_entity(one, call.ctx.urls, call.account), "requires_review": str(one.status.id) not in said}
        for one in made
    ]


async def links(call: Call) -> Response:
    """The same for pages that posts link to."""
    staff(call.viewer)
    limit, offset = part(call, 20)
    async with call.ctx.db.read() as tx:
        found = await link_store.links(tx, tx.now - LATELY, limit, offset, refused=True)
        return json_response(await _links(call, tx, found))


async def _links(call: Call, tx: Transaction, found: list[Card]) -> list[dict[str, Any]]:
    """https://docs.joinmastodon.org/entities/Trends_Link/#admin"""
    said = await trends.said(tx, use.LINK, [str(one.id) for one in found])
    return [
        {"id": str(one.id), **shown, "requires_review": str(one.id) not in said}
        for one, shown in zip(found, await shown_links(call, tx, found), strict=True)
    ]


def _decide(tell: Callable[[Call, Transaction, bool], Awaitable[dict[str, Any]]], trendable: bool) -> Handler:
    async def handler(call: Call) -> Response:
        """Yes, or no."""
        staff(call.viewer)
        async with call.ctx.db.write() as tx:
            return json_response(await tell(call, tx, trendable))

    return handler


async def _on_tag(call: Call, tx: Transaction, trendable: bool) -> dict[str, Any]:
    name = text.tag_name(call.path["id"])
    if text.hashtags(f"#{name}") != (name,):
        raise NotFound
    await use.decide_tag(tx, staff(call.viewer), name, trendable=trendable)
    return _tag(call, name, trendable)


async def _on_status(call: Call, tx: Transaction, trendable: bool) -> dict[str, Any]:
    await use.decide_status(tx, staff(call.viewer), call.id(), trendable=trendable)
    found = await _shown(call, tx, [call.id()])
    if not found:
        raise NotFound
    return found[0]


async def _on_link(call: Call, tx: Transaction, trendable: bool) -> dict[str, Any]:
    page = await use.decide_link(tx, staff(call.viewer), call.id(), trendable=trendable)
    return (await _links(call, tx, [page]))[0]


_AT, _READ, _WRITE = "/api/v1/admin/trends", "admin:read", "admin:write"
ROUTES = (
    Route("GET", f"{_AT}/tags", tags, _READ),
    Route("GET", f"{_AT}/statuses", statuses, _READ),
    Route("GET", f"{_AT}/links", links, _READ),
    *(
        Route("POST", f"{_AT}/{kind}/:id/{word}", _decide(tell, word == "approve"), _WRITE)
        for kind, tell in (("tags", _on_tag), ("statuses", _on_status), ("links", _on_link))
        for word in ("approve", "reject")
    ),
)
