"""What does not exist here, and says so in a way that clients understand."""

from fediai.domain.errors import NotFound
from fediai.services.posts import views
from fediai.web.http import Call, Response
from fediai.web.router import ANY, Route


async def translation(call: Call) -> Response:
    """404 as from a Mastodon without a translator: clients then translate by themselves."""
    async with call.ctx.db.read() as tx:
        await views.visible(call.ctx, tx, call.account, call.id())
    raise NotFound("Nothing is translated on this server")


async def refresh(call: Call) -> Response:
    """No answer of ours promises more to come, so there is nothing to ask after."""
    raise NotFound


ROUTES = (
    Route("POST", "/api/v1/statuses/:id/translate", translation, "read:statuses"),
    Route("GET", "/api/v1_alpha/async_refreshes/:id", refresh, ANY),
)
