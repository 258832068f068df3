"""The desk: what to paint, and the rows painted so far."""

from collections.abc import Mapping
from typing import Any

from quart import Quart, Response, request

from fediai.context import Context
from fediai.domain.errors import DomainError, NotFound
from fediai.domain.pictures import imagine
from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import Page
from fediai.services.pictures import generations, studio
from fediai.services.pictures.generations import Request
from fediai.services.pictures.studio import Queue
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.web.context import context, hub
from fediai.web.pages.frame.paging import asked_page, number, older
from fediai.web.pages.frame.shell import language, lens, render, see_other, told
from fediai.web.pages.frame.visitor import me, member, visitor
from fediai.web.pages.lists import gallery_of
from fediai.web.pages.studio.choices import COUNTS, SHAPES, is_formula, presets
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.rows import row, shape_of

ROWS = 10
BLANK: Mapping[str, Any] = {"prompt": "", "negative": "", "seed": None, "technique": "", "shape": "3:2", "count": 4}


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/studio", "studio", member(show), methods=["GET"])
    pages.add_url_rule("/studio", "paint", member(paint), methods=["POST"])


async def show() -> Response:
    """The desk, with the words of what is to be changed or remixed where there is such a thing."""
    ctx, eyes = context(), lens()
    async with ctx.db.read() as tx:
        create = await _begun(ctx, tx, eyes)
    return await _desk(create)


async def _begun(ctx: Context, tx: Transaction, eyes: Lens) -> dict[str, Any]:
    """What the create bar begins with: technique, shape and number as the last time."""
    if (changed := number(request.args.get("change"))) is not None:
        return _like((await generations.view(ctx, tx, me().account, changed)).generation)
    if (remixed := number(request.args.get("remix"))) is not None:
        view = await views.view(ctx, tx, eyes.viewer, await views.proper(ctx, tx, eyes.viewer, remixed))
        gallery = await gallery_of(tx, [view], eyes)
        if not gallery.may_read_recipe(view):
            raise NotFound
        return _like(gallery.paintings[view.status.id])
    latest = await generations.views(ctx, tx, me().account, Page(limit=1))
    usual = {**_like(latest[0].generation), "negative": ""} if latest else BLANK
    return {**usual, "prompt": request.args.get("prompt", "")[: imagine.LONGEST_PROMPT]}


def _like(one: Generation) -> dict[str, Any]:
    """The same words and choices; the seed stays open, since the same picture exists already."""
    shape = shape_of(one.width, one.height)
    known = shape if shape in {each["value"] for each in SHAPES} else BLANK["shape"]
    return {
        **BLANK, "prompt": one.prompt, "negative": one.negative, "technique": one.style, "shape": known,
        "count": one.pictures,
    }  # fmt: skip


async def _desk(create: Mapping[str, Any], code: int = 200, refusal: str | None = None) -> Response:
    ctx, eyes, account = context(), lens(), me().account
    async with ctx.db.read() as tx:
        queue = await studio.queue(ctx, tx)
        left, of = await studio.share_left(ctx, tx, account)
        found = await studio.rows(ctx, tx, account, asked_page(ROWS))
    shown = [row(view, queue, hub(), eyes) for view in found]
    return await render(
        "studio.html", code, here="studio", create=create, presets=presets(queue, eyes), shapes=SHAPES,
        counts=COUNTS, budget={"left": left, "of": of}, line=_line(queue), asleep=not queue.awake,
        formula=is_formula(queue), refusal={"rule": refusal} if refusal else None, rows=shown,
        polling=any(each["moving"] for each in shown), older=older([view.generation.id for view in found], ROWS),
        starters=[eyes.t(f"studio.starter.s{n}") for n in (1, 2, 3)],
    )  # fmt: skip


def _line(queue: Queue) -> dict[str, Any] | None:
    """The place in line that the next request would have; None when a painter is free."""
    return {"place": queue.next_place, "seconds": queue.next_seconds} if queue.next_place else None


async def paint() -> Response:
    """Asked for; or the desk again, with the words as they were and what is wrong with them."""
    ctx, form = context(), await request.form
    try:
        wanted = request_of(form)
        async with ctx.db.write() as tx:
            asked = await generations.ask(ctx, tx, me().account, wanted)
    except DomainError as refusal:
        create = {**BLANK, **{name: form[name] for name in BLANK if form.get(name)}}
        page = await _desk({**create, "count": number(form.get("count")) or 1}, refusal.status, told(refusal))
        if refusal.retry_after is not None:
            page.headers["Retry-After"] = str(refusal.retry_after)
        return page
    return see_other(f"/studio#row-{asked.id}")


def request_of(form: Mapping[str, str]) -> Request:
    """Flags in the words win over what was chosen beside them, as in an app."""
    command = imagine.parse_command(form.get("prompt", "").replace("\r\n", " ").replace("\n", " "))
    ratio = command.ratio or (imagine.read_ratio(form["shape"]) if form.get("shape") else None)
    return Request(
        prompt=command.prompt, negative=command.negative or form.get("negative", "").strip(),
        style=command.style or form.get("technique", ""), ratio=ratio,
        pictures=command.pictures if command.pictures > 1 else number(form.get("count")) or 1,
        seed=command.seed if command.seed is not None else number(form.get("seed")), command=command.typed,
        language=language(visitor()),
    )  # fmt: skip
