"""https://docs.joinmastodon.org/methods/statuses/ — who quotes a status, and who may."""

from fediai.services.posts import quoting, statuses
from fediai.web.http import Call, Response
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.mastodon.statuses import answer
from fediai.web.router import OPEN, Route


async def quotes(call: Call) -> Response:
    """Accepted quotes that the caller may see; paged by a cursor that only the Link header shows."""
    page, viewer = page_of(call), call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        found = await quoting.quoting(call.ctx, tx, viewer, call.id(), page)
    shown = [status_entity(view, call.ctx.urls, viewer) for _, view in found]
    return paged_response(call, shown, found.cursors, page)


async def revoke(call: Call) -> Response:
    """The quoting status no longer shows the caller's; the answer is the quoting status."""
    async with call.ctx.db.write() as tx:
        view = await quoting.revoke(call.ctx, tx, call.account, call.id(), call.id("quoting"))
    return answer(call, view)


async def interaction_policy(call: Call) -> Response:
    """Who may quote it from now on."""
    async with call.ctx.db.write() as tx:
        status = await statuses.own(call.ctx, tx, call.account, call.id())
        word = call.form.text("quote_approval_policy") or ""
        view = await quoting.set_policy(call.ctx, tx, call.account, status, word)
    return answer(call, view)


_AT = "/api/v1/statuses/:id"
ROUTES = (
    Route("GET", f"{_AT}/quotes", quotes, OPEN),
    Route("POST", f"{_AT}/quotes/:quoting/revoke", revoke, "write:statuses"),
    Route("PUT", f"{_AT}/interaction_policy", interaction_policy, "write:statuses"),
)
