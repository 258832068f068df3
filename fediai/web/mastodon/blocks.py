"""https://docs.joinmastodon.org/methods/blocks/ and mutes: the lists of both."""

from collections.abc import Awaitable, Callable

from fediai.domain.accounts import Account
from fediai.store.people import blocks
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.pagination import link_header, page_of
from fediai.web.router import Route


async def blocked(call: Call) -> Response:
    """Whom the caller shut out."""
    return await _listing(call, blocks.blocked_by)


async def muted(call: Call) -> Response:
    """Whom the caller does not want to hear."""
    return await _listing(call, blocks.muted_by)


async def _listing(call: Call, list_of: Callable[..., Awaitable[list[tuple[int, Account]]]]) -> Response:
    page = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await list_of(tx, call.account.id, page)
    shown = [account_entity(one, call.ctx.urls) for _, one in found]
    return json_response(shown, headers=link_header(call, [cursor for cursor, _ in found], page))


ROUTES = (
    Route("GET", "/api/v1/blocks", blocked, "read:blocks"),
    Route("GET", "/api/v1/mutes", muted, "read:mutes"),
)
