"""Timelines with an end: home, this house, a hashtag."""

from collections.abc import Sequence
from typing import Any

from quart import Quart, Response

from fediai.domain.statuses import Leaf, StatusView
from fediai.services.posts import timelines
from fediai.services.posts.timelines import Only
from fediai.store.database import Transaction
from fediai.store.pictures import studio
from fediai.web.context import context
from fediai.web.pages.frame.paging import asked_page, older
from fediai.web.pages.frame.shell import lens, render
from fediai.web.pages.frame.visitor import me, member, visitor
from fediai.web.pages.views import feeds, times
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.statuses import Gallery


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/home", "home", member(home), methods=["GET"])
    pages.add_url_rule("/local", "local", local, methods=["GET"])
    pages.add_url_rule("/tags/<name>", "tag", tag, methods=["GET"])


async def home() -> Response:
    """What the viewer's follows, and they themselves, have posted."""
    ctx, eyes = context(), lens()
    async with ctx.db.read() as tx:
        found = await timelines.home(ctx, tx, me().account, asked_page())
        gallery = await gallery_of(tx, found, eyes)
    return await _list(found, gallery, tab="following", here="home", title=eyes.t("nav.home"))


async def local() -> Response:
    """Everything public from this house."""
    ctx, eyes = context(), lens()
    async with ctx.db.read() as tx:
        found = await timelines.public(ctx, tx, _viewer(), asked_page(), Only(local=True))
        gallery = await gallery_of(tx, found, eyes)
    return await _list(found, gallery, tab="local", here="explore", title=eyes.t("nav.explore"))


async def tag(name: str) -> Response:
    """Public posts with a hashtag, from here and from elsewhere."""
    ctx, eyes = context(), lens()
    async with ctx.db.read() as tx:
        found = await timelines.tag(ctx, tx, _viewer(), asked_page(), Only(tag=name.lower()))
        gallery = await gallery_of(tx, found, eyes)
    return await _list(found, gallery, tab="tag", here=None, title=f"#{name}")


def _viewer() -> Any:
    viewer = visitor().viewer
    return viewer.account if viewer else None


async def gallery_of(tx: Transaction, views: Sequence[StatusView], eyes: Lens) -> Gallery:
    """The lens, with the paintings behind these posts."""
    ids = [(view.reblog or view).status.id for view in views if (view.reblog or view).status.local]
    return Gallery(eyes, await studio.behind(tx, ids) if ids else {})


async def _list(found: Leaf[StatusView], gallery: Gallery, **words: Any) -> Response:
    eyes = gallery.lens
    following = older(found.cursors)
    end = None
    if found and following is None:
        fact = eyes.t("home.end.fact", since=times.since(found[-1].status.created_at, eyes))
        end = feeds.end(eyes.t("home.end.title" if words["tab"] == "following" else "wall.end.title"), fact)
    return await render(
        "home.html", entries=feeds.entries(found, gallery), ai=eyes.ai, older=following, end=end,
        polling=any(view.status.is_pending for view in found), **words,
    )  # fmt: skip
