"""https://docs.joinmastodon.org/methods/tags/ , /followed_tags/ and /featured_tags/"""

from collections.abc import Awaitable, Callable
from typing import Any

from fediai.domain import text
from fediai.domain.errors import Invalid, NotFound
from fediai.store.chosen import tags
from fediai.store.database import Transaction
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.chosen.entities import chosen_tag, featured_tag
from fediai.web.mastodon.entities.tag import tag as tag_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import OPEN, Route

MOST_FEATURED, LONGEST = 10, 200
Act = Callable[[Transaction, int, str], Awaitable[None]]


def _name(given: str) -> str:
    """A hashtag as it is kept, or `Invalid`."""
    name = text.tag_name(given.strip().removeprefix("#"))[:LONGEST]
    if text.hashtags(f"#{name}") != (name,):
        raise Invalid("Validation failed: Tag is invalid")
    return name


async def _shown(call: Call, tx: Transaction, names: list[str]) -> list[dict[str, Any]]:
    viewer = call.viewer.account.id if call.viewer else 0
    following, featuring = await tags.chosen(tx, viewer, names)
    return [chosen_tag(name, call.ctx.urls, following=name in following, featuring=name in featuring) for name in names]


async def show(call: Call) -> Response:
    """A hashtag, and what it is to the caller."""
    name = _name(call.path["id"])
    if call.viewer is None:
        return json_response(tag_entity(name, call.ctx.urls))
    async with call.ctx.db.read() as tx:
        return json_response((await _shown(call, tx, [name]))[0])


def _act(act: Act) -> Callable[[Call], Awaitable[Response]]:
    async def handler(call: Call) -> Response:
        name = _name(call.path["id"])
        async with call.ctx.db.write() as tx:
            await act(tx, call.account.id, name)
            return json_response((await _shown(call, tx, [name]))[0])

    return handler


async def followed(call: Call) -> Response:
    """Hashtags that the caller follows."""
    page = page_of(call, 100, 200)
    async with call.ctx.db.read() as tx:
        found = await tags.followed(tx, call.account.id, page)
        listed = await _shown(call, tx, [name for _, name in found])
    return paged_response(call, listed, [cursor for cursor, _ in found], page)


async def _feature(tx: Transaction, account: int, name: str) -> None:
    known = await tags.featured(tx, account)
    if len(known) >= MOST_FEATURED and all(one.tag != name for one in known):
        raise Invalid("Validation failed: You have already featured the maximum number of hashtags")
    await tags.feature(tx, account, name)


async def featured(call: Call) -> Response:
    """What the caller shows on their profile."""
    return await _featured(call, call.account.id)


async def featured_of(call: Call) -> Response:
    """What an account shows on its profile."""
    return await _featured(call, call.id())


async def _featured(call: Call, account: int) -> Response:
    async with call.ctx.db.read() as tx:
        return json_response([featured_tag(one, call.ctx.urls) for one in await tags.featured(tx, account)])


async def feature(call: Call) -> Response:
    """One more on the profile."""
    name = _name(call.form.text("name") or "")
    async with call.ctx.db.write() as tx:
        await _feature(tx, call.account.id, name)
        found = next(one for one in await tags.featured(tx, call.account.id) if one.tag == name)
    return json_response(featured_tag(found, call.ctx.urls))


async def unfeature(call: Call) -> Response:
    """One less."""
    async with call.ctx.db.write() as tx:
        if not await tags.unfeature_id(tx, call.account.id, call.id()):
            raise NotFound
    return json_response({})


async def suggestions(call: Call) -> Response:
    """What the caller tags most."""
    async with call.ctx.db.read() as tx:
        names = await tags.most_used(tx, call.account.id, MOST_FEATURED)
        return json_response(await _shown(call, tx, names))


_FOLLOWS, _ACCOUNTS = "write:follows", "write:accounts"
ROUTES = (
    Route("GET", "/api/v1/tags/:id", show, OPEN),
    Route("POST", "/api/v1/tags/:id/follow", _act(tags.follow), _FOLLOWS),
    Route("POST", "/api/v1/tags/:id/unfollow", _act(tags.unfollow), _FOLLOWS),
    Route("POST", "/api/v1/tags/:id/feature", _act(_feature), _ACCOUNTS),
    Route("POST", "/api/v1/tags/:id/unfeature", _act(tags.unfeature), _ACCOUNTS),
    Route("GET", "/api/v1/followed_tags", followed, "read:follows"),
    Route("GET", "/api/v1/featured_tags", featured, "read:accounts"),
    Route("POST", "/api/v1/featured_tags", feature, _ACCOUNTS),
    Route("GET", "/api/v1/featured_tags/suggestions", suggestions, "read:accounts"),
    Route("DELETE", "/api/v1/featured_tags/:id", unfeature, _ACCOUNTS),
    Route("GET", "/api/v1/accounts/:id/featured_tags", featured_of, OPEN),
)
