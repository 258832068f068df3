"""https://docs.joinmastodon.org/methods/endorsements/ , and the calls of accounts that change them."""

from collections.abc import Awaitable, Callable

from fediai.domain.accounts import Account, Relationship
from fediai.domain.errors import NotFound
from fediai.services.chosen import endorsements
from fediai.store.chosen import endorsements as store
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.entities.relationship import relationship as relationship_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import OPEN, Route


async def _of_path(call: Call, tx: Transaction) -> Account:
    found = await accounts.by_id(tx, call.id())
    if found is None or found.deleted_at is not None:
        raise NotFound
    return found


async def mine(call: Call) -> Response:
    """Whom the caller recommends."""
    return await _listed(call, call.account.id)


async def of_account(call: Call) -> Response:
    """Whom an account recommends; a suspended one nobody."""
    async with call.ctx.db.read() as tx:
        owner = await _of_path(call, tx)
    return json_response([]) if owner.suspended_at is not None else await _listed(call, owner.id)


async def _listed(call: Call, owner: int) -> Response:
    page = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await store.endorsed_by(tx, owner, page)
    shown = [account_entity(one, call.ctx.urls) for _, one in found]
    return paged_response(call, shown, [cursor for cursor, _ in found], page)


def _act(act: Callable[..., Awaitable[Relationship]]) -> Callable[[Call], Awaitable[Response]]:
    async def handler(call: Call) -> Response:
        async with call.ctx.db.write() as tx:
            shown = await act(call.ctx, tx, call.account, await _of_path(call, tx))
        return json_response(relationship_entity(shown))

    return handler


# `pin` and `unpin` are the names of the same before Mastodon 4.4.
VERBS = {
    "endorse": endorsements.endorse,
    "pin": endorsements.endorse,
    "unendorse": endorsements.withdraw,
    "unpin": endorsements.withdraw,
}
ROUTES = (
    Route("GET", "/api/v1/endorsements", mine, "read:accounts"),
    Route("GET", "/api/v1/accounts/:id/endorsements", of_account, OPEN),
    *(Route("POST", f"/api/v1/accounts/:id/{verb}", _act(act), "write:accounts") for verb, act in VERBS.items()),
)
