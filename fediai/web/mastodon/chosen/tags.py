"""https://docs.joinmastodon.org/methods/tags/ , /followed_tags/ and /featured_tags/"""

from collections.abc import Awaitable, Callable
from typing import Any

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.services.chosen import hashtags
from fediai.services.far import featured as shown_first
from fediai.store.chosen import history, tags
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.chosen.entities import chosen_tag, featured_tag
from fediai.web.mastodon.entities.tag import tag as tag_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import OPEN, Route

LONGEST = 200
Act = Callable[[Context, Transaction, Account, str], Awaitable[None]]


def _name(given: str) -> str:
    """A hashtag as it is kept, or `Invalid`."""
    name = text.tag_name(given.strip().removeprefix("#"))[:LONGEST]
    if text.hashtags(f"#{name}") != (name,):
        raise Invalid("Validation failed: Tag is invalid")
    return name


async def _shown(call: Call, tx: Transaction, names: list[str]) -> list[dict[str, Any]]:
    viewer = call.viewer.account.id if call.viewer else 0
    following, featuring = await tags.chosen(tx, viewer, names)
    used = await history.weeks(tx, names)
    return [
        chosen_tag(name, call.ctx.urls, used[name], following=name in following, featuring=name in featuring)
        for name in names
    ]


async def show(call: Call) -> Response:
    """A hashtag, and what it is to the caller."""
    name = _name(call.path["id"])
    async with call.ctx.db.read() as tx:
        if call.viewer is None:
            return json_response(tag_entity(name, call.ctx.urls, (await history.weeks(tx, [name]))[name]))
        return json_response((await _shown(call, tx, [name]))[0])


def _act(act: Act) -> Callable[[Call], Awaitable[Response]]:
    async def handler(call: Call) -> Response:
        name = _name(call.path["id"])
        async with call.ctx.db.write() as tx:
            await act(call.ctx, tx, call.account, name)
            return json_response((await _shown(call, tx, [name]))[0])

    return handler


async def followed(call: Call) -> Response:
    """Hashtags that the caller follows."""
    page = page_of(call, 100, 200)
    async with call.ctx.db.read() as tx:
        found = await tags.followed(tx, call.account.id, page)
        listed = await _shown(call, tx, [name for _, name in found])
    return paged_response(call, listed, [cursor for cursor, _ in found], page)


async def featured(call: Call) -> Response:
    """What the caller shows on their profile."""
    return await _featured(call, call.account.id)


async def featured_of(call: Call) -> Response:
    """What an account shows on its profile."""
    async with call.ctx.db.read() as tx:
        found = await accounts.by_id(tx, call.id())
    if found is None or found.suspended_at is not None or found.deleted_at is not None:
        raise NotFound
    if call.viewer is not None:
        await shown_first.wonder(call.ctx, found)
    return await _featured(call, found.id)


async def _featured(call: Call, account: int) -> Response:
    async with call.ctx.db.read() as tx:
        found = await tags.featured(tx, account)
    return json_response([featured_tag(one, call.ctx.urls) for one in found])


async def feature(call: Call) -> Response:
    """One more on the profile."""
    name = _name(call.form.text("name") or "")
    async with call.ctx.db.write() as tx:
        await hashtags.feature(call.ctx, tx, call.account, name)
        found = next(one for one in await tags.featured(tx, call.account.id) if one.tag == name)
    return json_response(featured_tag(found, call.ctx.urls))


async def unfeature(call: Call) -> Response:
    """One less."""
    async with call.ctx.db.write() as tx:
        if not await hashtags.unfeature_id(call.ctx, tx, call.account, call.id()):
            raise NotFound
    return json_response({})


async def suggestions(call: Call) -> Response:
    """What the caller tags most."""
    async with call.ctx.db.read() as tx:
        names = await tags.most_used(tx, call.account.id, hashtags.MOST_FEATURED)
        return json_response(await _shown(call, tx, names))


_FOLLOWS, _ACCOUNTS = "write:follows", "write:accounts"
ROUTES = (
    Route("GET", "/api/v1/tags/:id", show, OPEN),
    Route("POST", "/api/v1/tags/:id/follow", _act(hashtags.follow), _FOLLOWS),
    Route("POST", "/api/v1/tags/:id/unfollow", _act(hashtags.unfollow), _FOLLOWS),
    Route("POST", "/api/v1/tags/:id/feature", _act(hashtags.feature), _ACCOUNTS),
    Route("POST", "/api/v1/tags/:id/unfeature", _act(hashtags.unfeature), _ACCOUNTS),
    Route("GET", "/api/v1/followed_tags", followed, "read:follows"),
    Route("GET", "/api/v1/featured_tags", featured, "read:accounts"),
    Route("POST", "/api/v1/featured_tags", feature, _ACCOUNTS),
    Route("GET", "/api/v1/featured_tags/suggestions", suggestions, "read:accounts"),
    Route("DELETE", "/api/v1/featured_tags/:id", unfeature, _ACCOUNTS),
    Route("GET", "/api/v1/accounts/:id/featured_tags", featured_of, OPEN),
)
