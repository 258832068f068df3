"""https://docs.joinmastodon.org/methods/lists/ and their timelines."""

from dataclasses import replace

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.people.lists import MOST_LISTS, AccountList, RepliesPolicy
from fediai.domain.statuses import Page
from fediai.services.posts import views
from fediai.store.chosen import lists
from fediai.store.database import Transaction
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.chosen.entities import account_list
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.mastodon.statuses import ids_of
from fediai.web.mastodon.timelines import shown
from fediai.web.router import Route

LONGEST_TITLE, ALL = 256, 10_000


async def _of_path(call: Call, tx: Transaction) -> AccountList:
    found = await lists.one(tx, call.account.id, call.id())
    if found is None:
        raise NotFound
    return found


async def every(call: Call) -> Response:
    """All of the caller's lists."""
    async with call.ctx.db.read() as tx:
        return json_response([account_list(one) for one in await lists.of_account(tx, call.account.id)])


async def show(call: Call) -> Response:
    """One of them."""
    async with call.ctx.db.read() as tx:
        return json_response(account_list(await _of_path(call, tx)))


async def create(call: Call) -> Response:
    """A new one."""
    async with call.ctx.db.write() as tx:
        if await lists.count(tx, call.account.id) >= MOST_LISTS:
            raise Invalid("Validation failed: You have reached the maximum number of lists")
        made = _changed(call, AccountList(tx.new_id(), call.account.id, ""))
        await lists.make(tx, made)
    return json_response(account_list(made))


async def change(call: Call) -> Response:
    """Its title and its ways; what was not sent stays."""
    async with call.ctx.db.write() as tx:
        changed = _changed(call, await _of_path(call, tx))
        await lists.change(tx, changed)
    return json_response(account_list(changed))


def _changed(call: Call, before: AccountList) -> AccountList:
    title = (call.form.text("title") or before.title).strip()
    if not title:
        raise Invalid("Validation failed: Title can't be blank")
    policy = call.form.text("replies_policy") or before.replies_policy
    if policy not in tuple(RepliesPolicy):
        raise Invalid("Validation failed: Replies policy is not followed, list or none")
    exclusive = call.form.yes("exclusive") if call.form.has("exclusive") else before.exclusive
    return replace(before, title=title[:LONGEST_TITLE], replies_policy=RepliesPolicy(policy), exclusive=bool(exclusive))


async def remove(call: Call) -> Response:
    """One list less."""
    async with call.ctx.db.write() as tx:
        if not await lists.remove(tx, call.account.id, call.id()):
            raise NotFound
    return json_response({})


async def members(call: Call) -> Response:
    """Who is on it; `limit=0` means everybody."""
    page = Page(limit=ALL) if call.form.whole("limit") == 0 else page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await lists.members(tx, (await _of_path(call, tx)).id, page)
    people = [account_entity(one, call.ctx.urls) for _, one in found]
    return paged_response(call, people, [cursor for cursor, _ in found], page)


async def add(call: Call) -> Response:
    """Only whom the caller follows can be on a list."""
    ids = ids_of(call, "account_ids")
    async with call.ctx.db.write() as tx:
        found = await _of_path(call, tx)
        if set(ids) - await lists.followed(tx, call.account.id, ids) - {call.account.id}:
            raise NotFound("You have to follow everybody whom you put on a list")
        await lists.add(tx, found.id, ids)
    return json_response({})


async def drop(call: Call) -> Response:
    """They are not on it any more."""
    async with call.ctx.db.write() as tx:
        await lists.drop(tx, (await _of_path(call, tx)).id, ids_of(call, "account_ids"))
    return json_response({})


async def holding(call: Call) -> Response:
    """Those of the caller's lists that an account is on."""
    async with call.ctx.db.read() as tx:
        return json_response([account_list(one) for one in await lists.holding(tx, call.account.id, call.id())])


async def timeline(call: Call) -> Response:
    """What its members posted."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await lists.timeline(tx, await _of_path(call, tx), page)
        made = await views.views(call.ctx, tx, call.account, found)
    return paged_response(call, shown(call, made), made.cursors, page)


_READ, _WRITE = "read:lists", "write:lists"
ROUTES = (
    Route("GET", "/api/v1/lists", every, _READ),
    Route("POST", "/api/v1/lists", create, _WRITE),
    Route("GET", "/api/v1/lists/:id", show, _READ),
    Route("PUT", "/api/v1/lists/:id", change, _WRITE),
    Route("DELETE", "/api/v1/lists/:id", remove, _WRITE),
    Route("GET", "/api/v1/lists/:id/accounts", members, _READ),
    Route("POST", "/api/v1/lists/:id/accounts", add, _WRITE),
    Route("DELETE", "/api/v1/lists/:id/accounts", drop, _WRITE),
    Route("GET", "/api/v1/accounts/:id/lists", holding, _READ),
    Route("GET", "/api/v1/timelines/list/:id", timeline, _READ),
)
