"""https://docs.joinmastodon.org/methods/conversations/ — threads of direct posts."""

from collections.abc import Sequence
from typing import Any

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.statuses import Status
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import conversations
from fediai.store.posts.conversations import Entry
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Route


async def entities(ctx: Context, tx: Transaction, viewer: Account, found: Sequence[Entry]) -> list[dict[str, Any]]:
    """With whoever else is in them, as the latest post says."""
    made = await views.views(ctx, tx, viewer, [status for _, _, status in found])
    by_id = {view.status.id: view for view in made}
    people = await accounts.by_ids(tx, list({one for _, _, status in found for one in _ids(status)}))
    return [
        {
            "id": str(one),
            "unread": unread,
            "accounts": [
                account_entity(people[who], ctx.urls) for who in _others(viewer.id, _ids(status)) if who in people
            ],
            "last_status": status_entity(by_id[status.id], ctx.urls, viewer),
        }
        for one, unread, status in found
        if status.id in by_id
    ]


def _ids(status: Status) -> list[int]:
    return list(dict.fromkeys([status.account_id, *(int(one["id"]) for one in status.mentions if one.get("id"))]))


def _others(me: int, ids: Sequence[int]) -> list[int]:
    """Who talks to nobody talks to themselves."""
    return [one for one in ids if one != me] or [me]


async def listed(call: Call) -> Response:
    """The latest first."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await conversations.page(tx, call.account.id, page)
        made = await entities(call.ctx, tx, call.account, found)
    return paged_response(call, made, [status.id for _, _, status in found], page)


async def read(call: Call) -> Response:
    """Nothing new in it."""
    async with call.ctx.db.write() as tx:
        await conversations.read(tx, call.account.id, call.id())
        found = await conversations.one(tx, call.account.id, call.id())
        if found is None:
            raise NotFound
        return json_response((await entities(call.ctx, tx, call.account, [found]))[0])


async def remove(call: Call) -> Response:
    """Out of the list; the posts stay."""
    async with call.ctx.db.write() as tx:
        if not await conversations.remove(tx, call.account.id, call.id()):
            raise NotFound
    return json_response({})


ROUTES = (
    Route("GET", "/api/v1/conversations", listed, "read:statuses"),
    Route("POST", "/api/v1/conversations/:id/read", read, "write:conversations"),
    Route("DELETE", "/api/v1/conversations/:id", remove, "write:conversations"),
)
