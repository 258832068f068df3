"""https://docs.joinmastodon.org/methods/conversations/ — threads of direct posts."""

from collections.abc import Sequence
from typing import Any

from fediai.domain.errors import NotFound
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


async def _shown(call: Call, tx: Transaction, found: Sequence[Entry]) -> list[dict[str, Any]]:
    """With whoever else is in them, as the latest post says."""
    made = await views.views(call.ctx, tx, call.account, [status for _, _, status in found])
    by_id = {view.status.id: view for view in made}
    people = await accounts.by_ids(tx, list({one for _, _, status in found for one in _ids(status)}))
    return [
        {
            "id": str(one),
            "unread": unread,
            "accounts": [
                account_entity(people[who], call.ctx.urls)
                for who in _others(call.account.id, _ids(status))
                if who in people
            ],
            "last_status": status_entity(by_id[status.id], call.ctx.urls, call.account),
        }
        for one, unread, status in found
        if status.id in by_id
    ]


def _ids(status: Any) -> list[int]:
    return list(dict.fromkeys([status.account_id, *(int(one["id"]) for one in status.mentions if one.get("id"))]))


def _others(me: int, ids: Sequence[int]) -> list[int]:
    """Who talks to nobody talks to themselves."""
    return [one for one in ids if one != me] or [me]


async def listed(call: Call) -> Response:
    """The latest first."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await conversations.page(tx, call.account.id, page)
        made = await _shown(call, tx, found)
    return paged_response(call, made, [status.id for _, _, status in found], page)


async def read(call: Call) -> Response:
    """Nothing new in it."""
    async with call.ctx.db.write() as tx:
        await conversations.read(tx, call.account.id, call.id())
        found = await conversations.one(tx, call.account.id, call.id())
        if found is None:
            raise NotFound
        return json_response((await _shown(call, tx, [found]))[0])


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
