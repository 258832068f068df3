"""The front page: what the people of this house hang out in public, under the days on which they did."""

from datetime import timedelta
from typing import Any

from quart import Quart, Response

from fediai.domain.statuses import Page, StatusView
from fediai.services.posts import timelines
from fediai.services.posts.timelines import Only
from fediai.store.pictures import generator_tokens, studio
from fediai.web.context import context
from fediai.web.languages import LANGUAGES
from fediai.web.pages.frame.shell import language, lens, render, see_other
from fediai.web.pages.frame.visitor import visitor
from fediai.web.pages.views import feeds
from fediai.web.pages.views.pictures import shown, tile

HUNG = 40
WEEK = timedelta(days=7)
LANDSCAPE = 1.2  # a lead picture is wider than it is high


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/", "wall", front, methods=["GET"])


async def front() -> Response:
    """Who is signed in is at home already."""
    if visitor().viewer is not None:
        return see_other("/home")
    ctx, eyes = context(), lens()
    async with ctx.db.read() as tx:
        only = Only(local=True, media=True)
        hung = [view for view in await timelines.public(ctx, tx, None, Page(limit=HUNG), only) if shown(view)]
        counted = await studio.on_the_wall(tx, tx.now - WEEK)
        painters = await generator_tokens.awake(tx)
    first = lead(hung)
    lang = language(visitor())
    return await render(
        "wall.html",
        lead={**(tile(first, eyes) or {}), "acct": first.account.acct} if first else None,
        days=feeds.days([view for view in hung if view is not first], eyes),
        numbers={
            "pictures_week": counted.pictures, "by_formula_week": counted.by_formula, "painters": painters,
        },
        other_lang=next(other for other in LANGUAGES if other != lang),
        end=_end(hung, eyes.t),
    )  # fmt: skip


def lead(hung: list[StatusView]) -> StatusView | None:
    """The newest wide picture that nobody marked; where there is none, the newest of any shape."""
    open_ones = [view for view in hung if not view.is_sensitive]
    wide = (view for view in open_ones if shown(view)[0].width >= LANDSCAPE * (shown(view)[0].height or 1))
    return next(wide, open_ones[0] if open_ones else None)


def _end(hung: list[StatusView], t: Any) -> dict[str, Any]:
    button = {"label": t("wall.end.button"), "href": "/local"} if hung else None
    return feeds.end(t("wall.end.title"), t("wall.end.fact"), button)
