"""The picture beside the door: one that a member of this house hangs out for everybody, with its credit."""

from typing import Any

from fediai.domain.statuses import Page
from fediai.services.posts import timelines
from fediai.services.posts.timelines import Only
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens
from fediai.web.pages.views.pictures import shown, tile

LOOKED_AT = 20


async def door_picture() -> dict[str, Any] | None:
    """The newest upright one that nobody marked, else the newest of any shape; None in an empty house."""
    ctx = context()
    async with ctx.db.read() as tx:
        only = Only(local=True, media=True)
        hung = await timelines.public(ctx, tx, None, Page(limit=LOOKED_AT), only)
    fit = [view for view in hung if shown(view) and not view.is_sensitive]
    upright = (view for view in fit if shown(view)[0].height >= shown(view)[0].width)
    chosen = next(upright, fit[0] if fit else None)
    return tile(chosen, lens()) if chosen else None
