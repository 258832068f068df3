"""Writing, and bringing pictures of one's own: first the pictures, then their descriptions, then out."""

from collections.abc import Mapping, Sequence
from typing import Any

from quart import Quart, Response, request

from fediai.context import Context
from fediai.domain.errors import DomainError, Invalid
from fediai.domain.people.preferences import LANGUAGE, preferences_of
from fediai.domain.pictures.media import Media
from fediai.domain.pictures.prompts import bluesky, with_hashtags
from fediai.domain.statuses import Draft
from fediai.domain.text import length
from fediai.domain.visibility import Visibility
from fediai.services.pictures import uploads
from fediai.services.posts import posting
from fediai.services.posts.composing import MOST_FILES
from fediai.web.context import context
from fediai.web.pages.frame.paging import number
from fediai.web.pages.frame.shell import lens, render, see_other, t, told
from fediai.web.pages.frame.visitor import me, member
from fediai.web.pages.studio import awaited
from fediai.web.pages.studio.leaving import AUDIENCES, usual_audience
from fediai.web.pages.views.statuses import page_of


def routes(pages: Quart) -> None:
    """Puts the page into the app."""
    pages.add_url_rule("/compose", "compose", member(show), methods=["GET"])
    pages.add_url_rule("/compose", "compose_now", member(send), methods=["POST"])


async def show() -> Response:
    """An empty sheet."""
    return await _page({"visibility": usual_audience(me()), "text": request.args.get("text", "")}, [])


async def _page(
    typed: Mapping[str, Any], media: Sequence[Media], code: int = 200, wrong: str | None = None
) -> Response:
    ctx, eyes, sheet = context(), lens(), await awaited.sheet_of(context(), media)
    text, made = typed.get("text", ""), typed.get("made") or ("model" if sheet.paintings else "hand")
    tags = list(ctx.settings.posting.hashtags) if (made == "model" and media) or sheet.paintings else []
    draft = {
        "action": "/compose",
        "back": "/home",
        "text": text,
        "visibility": typed.get("visibility", ""),
        "prompt_visibility": None,
        "kept": False,
        "tags": tags,
        "bluesky": bluesky(text, tags),
        "characters_left": ctx.settings.posting.max_characters - length(with_hashtags(text, tags)),
        "may_bring": len(media) < MOST_FILES,
        "prompt": typed.get("prompt", "") if wrong else "",
        "made": made if media else None,
    }
    described = [(one, typed.get(f"description-{one.id}", sheet.words_of(one))) for one in media]
    return await render(
        "compose.html", code, draft=draft, wrong={"text": wrong}, lead=sheet.lead(),
        missing=[place for place, (one, said) in enumerate(described, 1) if not sheet.is_own(one, said)],
        pictures=[
            {**awaited.shown(one, sheet, eyes), "description": said,
             "state": "own" if sheet.is_own(one, said) else "copied" if said.strip() else "empty"}
            for one, said in described
        ],
    )  # fmt: skip


async def send() -> Response:
    """With new pictures: the page again, to describe them. Complete: published."""
    ctx, typed = context(), dict((await request.form).items())
    media = await _brought(ctx)
    try:
        if (dropped := number(typed.get("drop"))) is not None:
            return await _page(typed, await _without(ctx, media, dropped))
        fresh = await _fresh(ctx, typed, most=MOST_FILES - len(media))
        media += fresh
        if fresh or "look" in typed or "enter" in typed:
            return await _page(typed, media)
        return await _publish(ctx, typed, media)
    except DomainError as refusal:
        return await _page(typed, media, refusal.status, told(refusal))


async def _publish(ctx: Context, typed: Mapping[str, str], media: Sequence[Media]) -> Response:
    sheet = await awaited.sheet_of(ctx, media)
    said = {one.id: typed.get(f"description-{one.id}", "") for one in media}
    if not all(sheet.is_own(one, said[one.id]) for one in media):
        return await _page(typed, media, 422)
    if not all(one.is_ready for one in media):
        return await _page(typed, media, 422, t()("compose.still_painting"))
    for one in media:
        await uploads.describe(ctx, me().account, one.id, description=sheet.described(one, said[one.id]))
    return see_other(page_of(await posting.post(ctx, me(), _draft(typed, media))))


async def _without(ctx: Context, media: Sequence[Media], dropped: int) -> list[Media]:
    """One of them is not wanted any more; what is being painted stops."""
    if any(one.id == dropped for one in media):
        await uploads.remove(ctx, me().account, dropped)
    return [one for one in media if one.id != dropped]


async def _fresh(ctx: Context, typed: Mapping[str, str], *, most: int) -> list[Media]:
    """What was brought with this form, or is to be painted."""
    by_enter = "enter" in typed and typed.get("prompt", "").strip()
    if "paint" not in typed and not by_enter:
        return await _upload(ctx, most=most)
    if most < 1:
        raise Invalid(f"A post has at most {MOST_FILES} pictures")
    return [await awaited.paint(ctx, typed)]


async def _brought(ctx: Context) -> list[Media]:
    """What earlier rounds of this form have uploaded; nobody else's, and nothing that is posted."""
    ids = [number(text) for text in (await request.form).getlist("media")]
    async with ctx.db.read() as tx:
        return [await uploads.own(ctx, tx, me().account, one) for one in ids[:MOST_FILES] if one is not None]


async def _upload(ctx: Context, *, most: int) -> list[Media]:
    files = [data for file in (await request.files).getlist("files") if (data := file.read())]
    if len(files) > most:
        raise Invalid(f"A post has at most {MOST_FILES} pictures")
    return [await uploads.upload(ctx, me().account, data) for data in files]


def _draft(typed: Mapping[str, str], media: Sequence[Media]) -> Draft:
    ctx, chosen = context(), typed.get("visibility", "")
    by_machine = typed.get("made") == "model" and bool(media)
    text = typed.get("text", "").replace("\r\n", "\n").strip()
    return Draft(
        text=with_hashtags(text, ctx.settings.posting.hashtags) if by_machine else text,
        visibility=Visibility(chosen) if chosen in AUDIENCES else Visibility.PRIVATE,
        language=preferences_of(me().user)[LANGUAGE] or ctx.settings.instance.language,
        media_ids=tuple(one.id for one in media), gen_ai=by_machine, application="fediai",
    )  # fmt: skip
