"""https://docs.joinmastodon.org/methods/trends/ — what people here made of the last week, counted, not guessed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from fediai.domain.errors import NotFound
from fediai.domain.links.cards import Card
from fediai.services.posts import views
from fediai.store.chosen import history
from fediai.store.database import Transaction
from fediai.store.links import trends
from fediai.store.people import discovery
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.tag import history as history_entity
from fediai.web.mastodon.entities.tag import tag as tag_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.mastodon.posts.entities import preview_card
from fediai.web.mastodon.timelines import shown
from fediai.web.router import OPEN, Route

LATELY = timedelta(days=7)
GREY = "00G95C"  # of one colour, until somebody has looked at the picture: the app for iOS decodes no null here


def part(call: Call, most: int) -> tuple[int, int]:
    """How many, and after how many."""
    asked = call.form.whole("limit")
    return min(max(most // 2 if asked is None else asked, 1), most), max(call.form.whole("offset") or 0, 0)


async def tags(call: Call) -> Response:
    """Hashtags by how many people used them."""
    limit, offset = part(call, 20)
    async with call.ctx.db.read() as tx:
        found = await discovery.tags(tx, tx.now - LATELY, limit, offset)
        used = await history.weeks(tx, found)
    return json_response([tag_entity(name, call.ctx.urls, used[name]) for name in found])


async def statuses(call: Call) -> Response:
    """Public posts by how many liked or showed them."""
    limit, offset = part(call, 40)
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        found = await discovery.posts(tx, viewer.id if viewer else 0, tx.now - LATELY, limit, offset)
        made = await views.views(call.ctx, tx, viewer, found)
    return json_response(shown(call, made))


async def links(call: Call) -> Response:
    """Pages by how many people linked to them."""
    limit, offset = part(call, 20)
    async with call.ctx.db.read() as tx:
        found = await trends.links(tx, tx.now - LATELY, limit, offset)
        return json_response(await shown_links(call, tx, found))


async def shown_links(call: Call, tx: Transaction, found: Sequence[Card]) -> list[dict[str, Any]]:
    """https://docs.joinmastodon.org/entities/Trends_Link/"""
    used = await history.weeks_of_cards(tx, [one.id for one in found])
    return [
        {
            **preview_card(one, call.ctx.urls), "blurhash": one.blurhash or GREY,
            "history": history_entity(used[one.id]),
        }
        for one in found
    ]  # fmt: skip


async def of_link(call: Call) -> Response:
    """https://docs.joinmastodon.org/methods/timelines/#link — posts that link to `url`, as long as it trends."""
    page, viewer = page_of(call), call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        card = await trends.trending(tx, call.form.text("url") or "", tx.now - LATELY)
        if card is None:
            raise NotFound
        found = await trends.posts(tx, viewer.id if viewer else 0, card.id, page)
        made = await views.views(call.ctx, tx, viewer, found)
    return paged_response(call, shown(call, made), made.cursors, page)


ROUTES = (
    Route("GET", "/api/v1/trends", tags, OPEN),
    Route("GET", "/api/v1/trends/tags", tags, OPEN),
    Route("GET", "/api/v1/trends/statuses", statuses, OPEN),
    Route("GET", "/api/v1/trends/links", links, OPEN),
    Route("GET", "/api/v1/timelines/link", of_link, OPEN),
)
