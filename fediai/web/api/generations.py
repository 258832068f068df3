"""`/api/fediai/v1/generations`: asking for pictures without posting them, watching them, posting them later."""

from typing import Any

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.pictures.generations import GenerationView, Posting
from fediai.domain.visibility import Visibility
from fediai.services.pictures import generations, painters, publishing
from fediai.web.api.entities import generation_entity, painter_entity
from fediai.web.asked import from_upload, request_of
from fediai.web.forms import Form
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.pagination import link_header, page_of
from fediai.web.router import OPEN, Route

FOLDER = "/api/fediai/v1/generations"


async def ask(call: Call) -> Response:
    """Queued: 202. The words are a prompt and parameters, or a whole `command` as in a post."""
    form, ctx = call.form, call.ctx
    language = form.text("language") or ctx.settings.instance.language
    request = await from_upload(call, request_of(form, language))
    async with ctx.db.write() as tx:
        asked = await generations.ask(ctx, tx, call.account, request)
        view = await generations.view(ctx, tx, call.account, asked.id)
    return json_response(_entity(call, view), 202)


async def index(call: Call) -> Response:
    """The asker's own, newest first, paged like everything in the client API."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await generations.views(call.ctx, tx, call.account, page)
    headers = link_header(call, [view.generation.id for view in found], page)
    return json_response([_entity(call, view) for view in found], headers=headers)


async def show(call: Call) -> Response:
    """One of the asker's own."""
    async with call.ctx.db.read() as tx:
        view = await generations.view(call.ctx, tx, call.account, call.id())
    return json_response(_entity(call, view))


async def cancel(call: Call) -> Response:
    """Nobody waits for it any more."""
    async with call.ctx.db.write() as tx:
        view = await generations.cancel(call.ctx, tx, call.account, call.id())
    return json_response(_entity(call, view))


async def change(call: Call) -> Response:
    """`recipe_public`: whether others may read the prompt with its flags."""
    public = call.form.yes("recipe_public")
    if public is None:
        raise Invalid("Say recipe_public=true or recipe_public=false")
    async with call.ctx.db.write() as tx:
        view = await generations.show_recipe(call.ctx, tx, call.account, call.id(), public=public)
    return json_response(_entity(call, view))


async def publish(call: Call) -> Response:
    """Posts the finished pictures (or those in `media_ids`) with their marks of origin; answers the Status."""
    form, ctx = call.form, call.ctx
    posting = Posting(
        visibility=_visibility(form), caption=form.text("caption") or form.text("status") or "",
        spoiler_text=form.text("spoiler_text") or "", sensitive=bool(form.yes("sensitive")),
        language=form.text("language") or "", alt=form.text("alt") or None,
        private_prompt=bool(form.yes("private")), application="fediai",
    )  # fmt: skip
    chosen = [int(text) for text in form.list("media_ids") if text.isascii() and text.isdigit()]
    async with ctx.db.write() as tx:
        view = await publishing.publish_from_studio(ctx, tx, call.account, call.id(), posting, chosen)
    return json_response(status_entity(view, ctx.urls))


def _visibility(form: Form) -> str:
    text = form.text("visibility") or ""
    if text and text not in set(Visibility):
        raise Invalid(f"visibility is one of {', '.join(Visibility)}")
    return text


async def preview(call: Call) -> Response:
    """What it looks like so far, for its author only; 404 before the first preview and after the last step."""
    async with call.ctx.db.read() as tx:
        await generations.view(call.ctx, tx, call.account, call.id())
    found = call.easels.preview(call.id()) if call.easels else None
    if found is None:
        raise NotFound
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(200, found, "image/jpeg", headers)


async def workers(call: Call) -> Response:
    """Who paints here, whether they are awake, and what they offer."""
    now = call.ctx.clock()
    return json_response([painter_entity(one, now) for one in await painters.everybody(call.ctx)])


def _entity(call: Call, view: GenerationView) -> dict[str, Any]:
    progress = call.easels.progress(view.generation.id) if call.easels else None
    return generation_entity(view, call.ctx.urls, progress)


ROUTES = (
    Route("POST", FOLDER, ask, "write:media"),
    Route("GET", FOLDER, index, "read:statuses"),
    Route("GET", f"{FOLDER}/:id", show, "read:statuses"),
    Route("PATCH", f"{FOLDER}/:id", change, "write:media"),
    Route("DELETE", f"{FOLDER}/:id", cancel, "write:media"),
    Route("POST", f"{FOLDER}/:id/cancel", cancel, "write:media"),
    Route("POST", f"{FOLDER}/:id/publish", publish, "write:statuses"),
    Route("GET", f"{FOLDER}/:id/preview", preview, "read:statuses"),
    Route("GET", "/api/fediai/v1/workers", workers, OPEN),
)
