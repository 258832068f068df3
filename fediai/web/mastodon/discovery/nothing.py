"""What does not exist here, answered so that clients go on: an empty list where a 404 would stop them."""

from fediai.domain.errors import NotFound
from fediai.services.posts import views
from fediai.web.http import Call, Response, json_response
from fediai.web.router import ANY, OPEN, Route


async def translation(call: Call) -> Response:
    """404 as from a Mastodon without a translator: clients then translate by themselves."""
    async with call.ctx.db.read() as tx:
        await views.visible(call.ctx, tx, call.account, call.id())
    raise NotFound("Nothing is translated on this server")


async def refresh(call: Call) -> Response:
    """No answer of ours promises more to come, so there is nothing to ask after."""
    raise NotFound


async def no_posts(call: Call) -> Response:
    """Posts that share a link: no links are collected here."""
    return json_response([])


ROUTES = (
    Route("GET", "/api/v1/timelines/link", no_posts, OPEN),
    Route("POST", "/api/v1/statuses/:id/translate", translation, "read:statuses"),
    Route("GET", "/api/v1_alpha/async_refreshes/:id", refresh, ANY),
)
