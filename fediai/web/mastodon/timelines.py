"""https://docs.joinmastodon.org/methods/timelines/ , /favourites/ , /bookmarks/ and an account's statuses."""

from collections.abc import Sequence
from typing import Any

from fediai.domain import text
from fediai.domain.errors import NotFound
from fediai.domain.people.filters import hides
from fediai.domain.statuses import Leaf, Page, StatusView
from fediai.services.far import featured
from fediai.services.posts import own, timelines
from fediai.services.posts.timelines import Only
from fediai.store.people import accounts
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.status import statuses
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import OPEN, Route


def shown(call: Call, views: Sequence[StatusView]) -> list[dict[str, Any]]:
    """Statuses as the caller sees them."""
    return statuses(views, call.ctx.urls, call.viewer.account if call.viewer else None)


def _answer(call: Call, views: Leaf[StatusView], page: Page) -> Response:
    return paged_response(call, shown(call, views), views.cursors, page)


def _only(call: Call) -> Only:
    return Only(
        local=bool(call.form.yes("local")),
        remote=bool(call.form.yes("remote")),
        media=bool(call.form.yes("only_media")),
    )


async def home(call: Call) -> Response:
    """What the caller's follows, and they themselves, have posted."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await timelines.home(call.ctx, tx, call.account, page)
    kept = [view for view in found if not hides(view.filtered, "home")]
    return paged_response(call, shown(call, kept), found.cursors, page)


async def public(call: Call) -> Response:
    """What everybody may see: all of it, from here, from elsewhere, with pictures only."""
    page, viewer = page_of(call), call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        return _answer(call, await timelines.public(call.ctx, tx, viewer, page, _only(call)), page)


async def direct(call: Call) -> Response:
    """Private posts: the form of before there were conversations."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        return _answer(call, await timelines.direct(call.ctx, tx, call.account, page), page)


async def tag(call: Call) -> Response:
    """Public posts with a hashtag."""
    page, viewer = page_of(call), call.viewer.account if call.viewer else None
    only = _only(call)
    wanted = Only(
        local=only.local, remote=only.remote, media=only.media, tag=text.tag_name(call.path["tag"]),
        any=_tags(call, "any"), all=_tags(call, "all"), none=_tags(call, "none"),
    )  # fmt: skip
    async with call.ctx.db.read() as tx:
        return _answer(call, await timelines.tag(call.ctx, tx, viewer, page, wanted), page)


def _tags(call: Call, name: str) -> tuple[str, ...]:
    return tuple(text.tag_name(one) for one in call.form.list(name)[:4])


async def of_account(call: Call) -> Response:
    """What one account posted, or pinned."""
    page, viewer = page_of(call), call.viewer.account if call.viewer else None
    only = Only(
        media=bool(call.form.yes("only_media")),
        replies=not call.form.yes("exclude_replies"),
        reblogs=not call.form.yes("exclude_reblogs"),
        tag=text.tag_name(call.form.text("tagged") or ""),
    )
    async with call.ctx.db.read() as tx:
        found = await accounts.by_id(tx, call.id())
        if found is None or found.suspended_at is not None:
            raise NotFound
        if not call.form.yes("pinned"):
            return _answer(call, await timelines.of_account(call.ctx, tx, viewer, found.id, page, only), page)
        pinned = await own.pinned(call.ctx, tx, viewer, found.id)
    if viewer is not None:
        await featured.wonder(call.ctx, found)
    return json_response(shown(call, pinned))


async def favourites(call: Call) -> Response:
    """The caller's favourites."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await timelines.favourites(call.ctx, tx, call.account, page)
    return paged_response(call, shown(call, [view for _, view in found]), found.cursors, page)


async def bookmarks(call: Call) -> Response:
    """The caller's bookmarks."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await timelines.bookmarks(call.ctx, tx, call.account, page)
    return paged_response(call, shown(call, [view for _, view in found]), found.cursors, page)


ROUTES = (
    Route("GET", "/api/v1/timelines/home", home, "read:statuses"),
    Route("GET", "/api/v1/timelines/direct", direct, "read:statuses"),
    Route("GET", "/api/v1/timelines/public", public, OPEN),
    Route("GET", "/api/v1/timelines/tag/:tag", tag, OPEN),
    Route("GET", "/api/v1/accounts/:id/statuses", of_account, OPEN),
    Route("GET", "/api/v1/favourites", favourites, "read:favourites"),
    Route("GET", "/api/v1/bookmarks", bookmarks, "read:bookmarks"),
)
