"""https://docs.joinmastodon.org/methods/suggestions/ , /directory/ and familiar followers."""

from fediai.store.people import accounts, discovery
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.statuses import ids_of
from fediai.web.router import OPEN, Route

MOST = 80


def _limit(call: Call) -> int:
    asked = call.form.whole("limit")
    return min(max(40 if asked is None else asked, 1), MOST)


async def second(call: Call) -> Response:
    """Friends of friends, and why."""
    async with call.ctx.db.read() as tx:
        found = await discovery.suggested(tx, call.account.id, _limit(call))
    why = {"source": "past_interactions", "sources": ["friends_of_friends"]}
    return json_response([{**why, "account": account_entity(one, call.ctx.urls)} for one in found])


async def first(call: Call) -> Response:
    """The same, without the why."""
    async with call.ctx.db.read() as tx:
        found = await discovery.suggested(tx, call.account.id, _limit(call))
    return json_response([account_entity(one, call.ctx.urls) for one in found])


async def dismiss(call: Call) -> Response:
    """Whoever it is, they are not suggested to the caller again."""
    async with call.ctx.db.write() as tx:
        if await accounts.by_id(tx, call.id()) is not None:
            await discovery.dismiss(tx, call.account.id, call.id())
    return json_response({})


async def directory(call: Call) -> Response:
    """Who wants to be found: `local` ones, by who posted last or (`order=new`) who came last."""
    async with call.ctx.db.read() as tx:
        found = await discovery.directory(
            tx, local=bool(call.form.yes("local")), newest=call.form.text("order") == "new",
            limit=_limit(call), offset=max(call.form.whole("offset") or 0, 0),
        )  # fmt: skip
    return json_response([account_entity(one, call.ctx.urls) for one in found])


async def familiar(call: Call) -> Response:
    """Who of those whom the caller follows also follows these."""
    ids = ids_of(call, "id")[:40]
    async with call.ctx.db.read() as tx:
        found = await discovery.familiar(tx, call.account.id, ids)
    return json_response(
        [
            {"id": str(one), "accounts": [account_entity(who, call.ctx.urls) for who in who_all]}
            for one, who_all in found.items()
        ]
    )


ROUTES = (
    Route("GET", "/api/v2/suggestions", second, "read:accounts"),
    Route("GET", "/api/v1/suggestions", first, "read:accounts"),
    Route("DELETE", "/api/v1/suggestions/:id", dismiss, "write:accounts"),
    Route("GET", "/api/v1/directory", directory, OPEN),
    Route("GET", "/api/v1/accounts/familiar_followers", familiar, "read:follows"),
)
