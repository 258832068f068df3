"""Our actors: people, the studio, and the instance itself, whose key anybody may read."""

from activitypub.render import render_actor
from fediai.domain.accounts import INSTANCE_ACTOR, Account
from fediai.federation.translate.actor import actor_of
from fediai.store.people import accounts
from fediai.web.federation.documents import answer, or_page
from fediai.web.federation.readers import check_may_read, local_account
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route


async def actor(call: Call) -> Response:
    """An actor, for whoever may read it."""
    account = await local_account(call)
    if account.username == INSTANCE_ACTOR:
        return Response(301, headers={"Location": account.uri})
    await check_may_read(call)
    return await _document(call, account)


async def instance_actor(call: Call) -> Response:
    """Never asks for a signature: if both sides did, neither could begin."""
    async with call.ctx.db.read() as tx:
        account = await accounts.instance_actor(tx)
    return await _document(call, account)


async def _document(call: Call, account: Account) -> Response:
    async with call.ctx.db.read() as tx:
        keys = await accounts.public_keys(tx, account.id)
    return answer(render_actor(actor_of(account, keys, call.ctx.urls)))


ROUTES = (Route("GET", "/users/:name", or_page(actor), BARE), Route("GET", "/actor", instance_actor, BARE))
