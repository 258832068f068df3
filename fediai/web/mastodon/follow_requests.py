"""https://docs.joinmastodon.org/methods/follow_requests/"""

from collections.abc import Awaitable, Callable

from fediai.domain.accounts import Relationship
from fediai.domain.errors import NotFound
from fediai.services.people import follows
from fediai.store.people import accounts
from fediai.store.people import follows as follow_store
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.entities.relationship import relationship as relationship_entity
from fediai.web.mastodon.pagination import link_header, page_of
from fediai.web.router import Route


async def waiting(call: Call) -> Response:
    """Who waits for the caller's answer."""
    page = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await follow_store.requests_to(tx, call.account.id, page)
    shown = [account_entity(one, call.ctx.urls) for _, one in found]
    return json_response(shown, headers=link_header(call, [cursor for cursor, _ in found], page))


async def authorize(call: Call) -> Response:
    """They may follow."""
    return await _answer(call, follows.authorize)


async def reject(call: Call) -> Response:
    """They may not."""
    return await _answer(call, follows.reject)


async def _answer(call: Call, answer: Callable[..., Awaitable[Relationship]]) -> Response:
    async with call.ctx.db.write() as tx:
        follower = await accounts.by_id(tx, call.id())
        if follower is None:
            raise NotFound
        return json_response(relationship_entity(await answer(call.ctx, tx, call.account, follower)))


ROUTES = (
    Route("GET", "/api/v1/follow_requests", waiting, "read:follows"),
    Route("POST", "/api/v1/follow_requests/:id/authorize", authorize, "write:follows"),
    Route("POST", "/api/v1/follow_requests/:id/reject", reject, "write:follows"),
)
