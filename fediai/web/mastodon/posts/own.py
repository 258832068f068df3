"""https://docs.joinmastodon.org/methods/statuses/ — pinned, muted, with its card and what it said before."""

from fediai.services.posts import own, views
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.status import status_edit
from fediai.web.mastodon.posts.entities import preview_card
from fediai.web.mastodon.status_actions import act
from fediai.web.router import OPEN, Route


async def history(call: Call) -> Response:
    """Every version, the oldest first, the present one last."""
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        view, versions = await own.history(call.ctx, tx, viewer, call.id())
    return json_response([status_edit(one, view.account, view.status.emojis, call.ctx.urls) for one in versions])


async def card(call: Call) -> Response:
    """What stands in the status itself since Mastodon 3; old clients still ask."""
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        status = await views.proper(call.ctx, tx, viewer, call.id())
        found = (await views.view(call.ctx, tx, viewer, status)).card
    return json_response(preview_card(found, call.ctx.urls) if found else {})


ROUTES = (
    Route("POST", "/api/v1/statuses/:id/pin", act(own.pin), "write:accounts"),
    Route("POST", "/api/v1/statuses/:id/unpin", act(own.unpin), "write:accounts"),
    Route("POST", "/api/v1/statuses/:id/mute", act(own.mute), "write:mutes"),
    Route("POST", "/api/v1/statuses/:id/unmute", act(own.unmute), "write:mutes"),
    Route("GET", "/api/v1/statuses/:id/history", history, OPEN),
    Route("GET", "/api/v1/statuses/:id/card", card, OPEN),
)
