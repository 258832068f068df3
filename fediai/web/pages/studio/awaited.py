"""Pictures that are painted while one writes: asked for from the sheet, looked at there, described, and posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from quart import Quart, Response

from fediai.context import Context
from fediai.domain.pictures import prompts
from fediai.domain.pictures.generations import Generation
from fediai.domain.pictures.media import Media
from fediai.domain.sentences import in_language
from fediai.services.pictures import studio, uploads
from fediai.store.pictures import generations as store
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens, render
from fediai.web.pages.frame.visitor import me, member
from fediai.web.pages.studio.desk import request_of
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.pictures import picture


def routes(pages: Quart) -> None:
    """Puts the look at one of them into the app."""
    pages.add_url_rule("/compose/pictures/<int:id>", "awaited", member(show), methods=["GET"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """The pictures of a post that is being written; `paintings` are those that were asked for here, by attachment."""

    media: Sequence[Media]
    paintings: Mapping[int, Generation]

    def words_of(self, one: Media) -> str:
        """What its author has said of it; of a painting first the words that were asked for."""
        painting = self.paintings.get(one.id)
        return studio.words_of(painting, one) if painting else one.description or ""

    def is_own(self, one: Media, said: str) -> bool:
        painting = self.paintings.get(one.id)
        return studio.is_own(painting, said) if painting else bool(said.strip())

    def described(self, one: Media, said: str) -> str:
        """As others will read it: a painting says first that it is one."""
        painting = self.paintings.get(one.id)
        return prompts.alt_text(painting.prompt, painting.language, own=said.strip()) if painting else said

    def lead(self) -> str | None:
        """The words in front of a painting's description."""
        painting = next(iter(self.paintings.values()), None)
        return f"{prompts.words(painting.language).generated}:" if painting else None


async def sheet_of(ctx: Context, media: Sequence[Media]) -> Sheet:
    """With the paintings behind the pictures, in one query."""
    behind = {one.id: one.generation_id for one in media if one.generation_id is not None}
    async with ctx.db.read() as tx:
        found = await store.by_ids(tx, behind.values())
    return Sheet(media, {each: found[painting] for each, painting in behind.items() if painting in found})


async def paint(ctx: Context, form: Mapping[str, str]) -> Media:
    """One picture, as the form describes it; it can be described while it is painted."""
    return await uploads.paint(ctx, me().account, replace(request_of(form), pictures=1))


def shown(one: Media, sheet: Sheet, eyes: Lens) -> dict[str, Any]:
    """What `partials/awaited.html` reads."""
    painting, values = sheet.paintings.get(one.id), picture(one, eyes)
    if painting and not one.is_ready:
        values |= {"width": painting.width, "height": painting.height, "url": None, "preview_url": None}
    state = "ready" if one.is_ready else "failed" if one.error else "painting"
    return {"id": one.id, "picture": values, "shows": state, "reason": in_language(one.error, eyes.lang) or None}


async def show(id: int) -> Response:
    """One of them as it is now; asks for itself until it is there."""
    ctx = context()
    async with ctx.db.read() as tx:
        one = await uploads.own(ctx, tx, me().account, id)
    item = shown(one, await sheet_of(ctx, [one]), lens())
    return await render("partials/awaited.html", item=item, polled=True)
