"""Before a picture leaves the studio: its description, the words beside it, who sees it, and then out."""

from collections.abc import Mapping
from typing import Any

from quart import Quart, Response, request

from fediai.domain.accounts import Viewer
from fediai.domain.errors import DomainError
from fediai.domain.people.preferences import VISIBILITY
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.media import Media
from fediai.domain.pictures.prompts import bluesky, with_hashtags, words
from fediai.domain.text import length
from fediai.domain.visibility import Visibility
from fediai.services.far import neighbours
from fediai.services.pictures import studio
from fediai.services.pictures.studio import Leaving
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens, render, see_other, told
from fediai.web.pages.frame.visitor import me, member
from fediai.web.pages.views.pictures import picture
from fediai.web.pages.views.statuses import page_of

AUDIENCES = (Visibility.UNLISTED, Visibility.PUBLIC, Visibility.PRIVATE)
PAGE = "/studio/compose/<int:id>/<int:item>"


def routes(pages: Quart) -> None:
    """Puts the page into the app."""
    pages.add_url_rule(PAGE, "leaving", member(show), methods=["GET"])
    pages.add_url_rule(PAGE, "publish", member(publish), methods=["POST"])
    pages.add_url_rule(f"{PAGE}/keep", "keep", member(keep), methods=["POST"])


async def show(id: int, item: int) -> Response:
    """The page as it was kept, or as it begins."""
    ctx = context()
    async with ctx.db.read() as tx:
        generation, one = await studio.loose(ctx, tx, me().account, id, item)
    posting = generation.posting or Posting(visibility=usual_audience(me()))
    public = "public" if generation.recipe_public else "private"
    typed = {"text": posting.caption, "visibility": posting.visibility, "prompt_visibility": public}
    return await _page(generation, one, {**typed, f"description-{one.id}": studio.words_of(generation, one)})


def usual_audience(viewer: Viewer) -> str:
    """What this person has chosen for their posts; who has not chosen begins with the quietest that can be found."""
    return str(viewer.user.preferences.get(VISIBILITY, Visibility.UNLISTED))


async def _page(
    generation: Generation, one: Media, typed: Mapping[str, str], code: int = 200, wrong: str | None = None
) -> Response:
    ctx = context()
    said = typed.get(f"description-{one.id}", "")
    is_own = studio.is_own(generation, said)
    text, tags = typed.get("text", ""), ctx.settings.posting.hashtags
    async with ctx.db.read() as tx:
        spent = await neighbours.spent(tx, me().account)
    draft = {
        "public_left": neighbours.budget_of(ctx).left(spent),
        "action": f"/studio/compose/{generation.id}/{one.position + 1}",
        "back": "/studio",
        "text": text,
        "visibility": typed.get("visibility", ""),
        "prompt_visibility": typed.get("prompt_visibility", ""),
        "kept": generation.post is not None,
        "tags": list(tags),
        "bluesky": bluesky(text, tags),
        "characters_left": ctx.settings.posting.max_characters - length(with_hashtags(text, tags)),
        "may_bring": False,
        "made": None,
    }
    state = "own" if is_own else "copied" if said.strip() else "empty"
    return await render(
        "compose.html", code, draft=draft, wrong={"text": wrong}, missing=[] if is_own else [1],
        lead=f"{words(generation.language).generated}:",
        pictures=[{"id": one.id, "picture": picture(one, lens()), "description": said, "state": state}],
    )  # fmt: skip


def _leaving(generation: Generation, one: Media, form: Mapping[str, str]) -> Leaving:
    chosen = form.get("visibility", "")
    posting = Posting(
        visibility=chosen if chosen in AUDIENCES else Visibility.PRIVATE,
        caption=form.get("text", "").replace("\r\n", "\n").strip(), language=generation.language,
        application="fediai",
    )  # fmt: skip
    words = {one.id: " ".join(form.get(f"description-{one.id}", "").split())}
    return Leaving(posting, words, recipe_public=form.get("prompt_visibility") == "public")


async def publish(id: int, item: int) -> Response:
    """Out of the house; or the page again, with what is missing."""
    return await _act(id, item, is_final=True)


async def keep(id: int, item: int) -> Response:
    """A draft, for its author alone."""
    return await _act(id, item, is_final=False)


async def _act(id: int, item: int, *, is_final: bool) -> Response:
    ctx, account, form = context(), me().account, await request.form
    typed: dict[str, Any] = dict(form.items())
    async with ctx.db.read() as tx:
        generation, one = await studio.loose(ctx, tx, account, id, item)
    leaving = _leaving(generation, one, typed)
    try:
        async with ctx.db.write() as tx:
            if not is_final:
                await studio.keep(ctx, tx, account, id, leaving)
                return see_other("/studio")
            view = await studio.publish(ctx, tx, account, id, leaving)
    except DomainError as refusal:
        is_missing = not all(studio.is_own(generation, said) for said in leaving.descriptions.values())
        return await _page(generation, one, typed, refusal.status, None if is_missing else told(refusal))
    return see_other(page_of(view))
