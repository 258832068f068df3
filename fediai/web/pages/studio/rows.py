"""Rows of candidates: as partials while they move, and what is done with them once they are there."""

from quart import Quart, Response, request

from fediai.domain.errors import NotFound
from fediai.domain.pictures.generations import GenerationView
from fediai.services.pictures import generations, studio
from fediai.web.context import context, hub
from fediai.web.pages.frame.paging import number
from fediai.web.pages.frame.shell import lens, render, see_other
from fediai.web.pages.frame.visitor import me, member
from fediai.web.pages.views.rows import row

PLACES = ("top", "rail", "studio")


def routes(pages: Quart) -> None:
    """Puts the rows and their deeds into the app."""
    pages.add_url_rule("/studio/queue", "queue", member(queue), methods=["GET"])
    pages.add_url_rule("/studio/rows/<int:id>", "row", member(show), methods=["GET"])
    pages.add_url_rule("/studio/rows/<int:id>/<int:item>.jpg", "preview", member(preview), methods=["GET"])
    for deed in (use, change, again, drop, cancel):
        name = deed.__name__
        pages.add_url_rule(f"/studio/rows/<int:id>/{name}", f"row_{name}", member(deed), methods=["POST"])


async def queue() -> Response:
    """The chip, for the place on the page that asks."""
    place = request.args.get("place")
    return await render("partials/queue_chip.html", place=place if place in PLACES else PLACES[0])


async def show(id: int) -> Response:
    """One row as it is now."""
    ctx, account = context(), me().account
    async with ctx.db.read() as tx:
        view = await generations.view(ctx, tx, account, id)
        going = await studio.queue(ctx, tx)
    if "HX-Request" not in request.headers:
        return see_other(f"/studio#row-{id}")
    if studio.is_empty(view):
        raise NotFound
    return await render("partials/row.html", row=row(view, going, hub(), lens()))


async def preview(id: int, item: int) -> Response:
    """What a picture looks like so far, for whoever asked for it."""
    await _own(id)
    found = hub().preview(id, item - 1)
    if found is None:
        raise NotFound
    # Each step has an address of its own, so this one never changes.
    return Response(found, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=600"})


async def _own(id: int) -> GenerationView:
    ctx = context()
    async with ctx.db.read() as tx:
        return await generations.view(ctx, tx, me().account, id)


async def use(id: int) -> Response:
    """On to the page before it leaves the house."""
    return see_other(f"/studio/compose/{id}/{number((await request.form).get('picture')) or 1}")


async def change(id: int) -> Response:
    """Its words back in the create bar."""
    await _own(id)
    return see_other(f"/studio?change={id}")


async def again(id: int) -> Response:
    """The same words once more."""
    ctx = context()
    async with ctx.db.write() as tx:
        asked = await studio.again(ctx, tx, me().account, id)
    return see_other(f"/studio#row-{asked.id}")


async def drop(id: int) -> Response:
    """Thrown away."""
    await studio.discard(context(), me().account, id)
    return see_other("/studio")


async def cancel(id: int) -> Response:
    """Nobody waits for it any more."""
    ctx = context()
    async with ctx.db.write() as tx:
        await generations.cancel(ctx, tx, me().account, id)
    return see_other("/studio")
