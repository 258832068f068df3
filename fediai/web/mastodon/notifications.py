"""https://docs.joinmastodon.org/methods/notifications/"""

from fediai.domain.errors import Unauthorized
from fediai.domain.people.filters import hides
from fediai.services.people import notifications as use
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.notification import notification as entity
from fediai.web.mastodon.entities.notification import notifications as entities
from fediai.web.mastodon.pagination import link_header, page_of
from fediai.web.router import Route


async def page(call: Call) -> Response:
    """Newest first; `types[]`, `exclude_types[]` and `account_id` narrow it."""
    form, asked = call.form, page_of(call, 40, 80)
    types, by_id = use.wanted(form.list("types"), form.list("exclude_types")), form.whole("account_id") or 0
    # Who looks at one account's has come from its request.
    wanted = use.Wanted(types, by_id, kept_back=bool(by_id or form.yes("include_filtered")))
    async with call.ctx.db.read() as tx:
        found = await use.page(call.ctx, tx, call.account, asked, wanted)
    kept = [view for view in found if not (view.status and hides(view.status.filtered, "notifications"))]
    return json_response(entities(kept, call.ctx.urls, call.account), headers=link_header(call, found.cursors, asked))


async def one(call: Call) -> Response:
    """A single notification, as a push message names it."""
    async with call.ctx.db.read() as tx:
        found = await use.one(call.ctx, tx, call.account, call.id())
    return json_response(entity(found, call.ctx.urls, call.account))


async def clear(call: Call) -> Response:
    """An empty list."""
    async with call.ctx.db.write() as tx:
        await use.clear(tx, call.account)
    return json_response({})


async def dismiss(call: Call) -> Response:
    """One less."""
    async with call.ctx.db.write() as tx:
        await use.dismiss(tx, call.account, call.id())
    return json_response({})


async def dismiss_by_parameter(call: Call) -> Response:
    """The form of before Mastodon 2.6, which some apps still use."""
    async with call.ctx.db.write() as tx:
        await use.dismiss(tx, call.account, call.form.whole("id") or 0)
    return json_response({})


def counted_to(call: Call) -> int:
    """Badges need no exact numbers: counting stops at `limit`, a hundred unless said."""
    asked = call.form.whole("limit")
    return min(max(100 if asked is None else asked, 1), 1000)


async def unread_count(call: Call) -> Response:
    """How many came after the last one read, as the marker says."""
    form = call.form
    types = use.wanted(form.list("types"), form.list("exclude_types"))
    if call.viewer is None:
        raise Unauthorized
    async with call.ctx.db.read() as tx:
        count = await use.unread(tx, call.viewer, types, counted_to(call))
    return json_response({"count": count})


ROUTES = (
    Route("GET", "/api/v1/notifications", page, "read:notifications"),
    Route("GET", "/api/v1/notifications/unread_count", unread_count, "read:notifications"),
    Route("GET", "/api/v1/notifications/:id", one, "read:notifications"),
    Route("POST", "/api/v1/notifications/clear", clear, "write:notifications"),
    Route("POST", "/api/v1/notifications/dismiss", dismiss_by_parameter, "write:notifications"),
    Route("POST", "/api/v1/notifications/:id/dismiss", dismiss, "write:notifications"),
)
