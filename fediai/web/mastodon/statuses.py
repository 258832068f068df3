"""https://docs.joinmastodon.org/methods/statuses/ — posted, read, changed and deleted."""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.domain.errors import Conflict, Invalid
from fediai.domain.people.preferences import LANGUAGE, QUOTES, SENSITIVE, VISIBILITY, preferences_of
from fediai.domain.statuses import Draft, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.far import resolving
from fediai.services.far.leisure import threads as rest
from fediai.services.pictures import commands
from fediai.services.posts import posting, scheduling, statuses, timelines, views
from fediai.store.pictures import media
from fediai.store.posts import idempotency
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.context import context as context_entity
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.entities.status import status_source
from fediai.web.mastodon.posts import scheduled
from fediai.web.router import OPEN, Route

LOOKS, PAUSE = 200, 0.15  # half a minute: as long as the most patient first request


# Beside `visibility`, which says it to every client: why a generated post went out less loudly than was asked.
QUIETED = {"quieted": {"wanted": "public", "reason": "neighbour_budget"}}


def answer(call: Call, view: StatusView, more: Mapping[str, Any] = MappingProxyType({})) -> Response:
    """One status as the caller sees it."""
    viewer = call.viewer.account if call.viewer else None
    return json_response({**status_entity(view, call.ctx.urls, viewer), **more})


def _posted(call: Call, draft: Draft, view: StatusView) -> Response:
    status = view.status
    is_quieted = status.gen_ai and status.visibility is Visibility.UNLISTED and draft.visibility is Visibility.PUBLIC
    return answer(call, view, QUIETED if is_quieted else {})


async def create(call: Call) -> Response:
    """Published (or, for a picture that takes its time, pending) exactly once per Idempotency-Key."""
    key = call.request.header("idempotency-key")[:255]
    draft = draft_of(call)
    if draft.extra["scheduled_at"]:
        waits = await scheduling.schedule(call.ctx, _viewer(call), draft, draft.extra["scheduled_at"], key)
        return await scheduled.answer(call, waits)
    if not key:
        return _posted(call, draft, await _publish(call, draft, ""))
    known = await _claimed(call, key)
    if known is not None:
        return answer(call, known)
    try:
        view = await _publish(call, draft, key)
    except BaseException:
        await asyncio.shield(_release(call, key))
        raise
    async with call.ctx.db.write() as tx:
        await idempotency.point(tx, call.account.id, key, view.status.id)
    return _posted(call, draft, view)


async def _claimed(call: Call, key: str) -> StatusView | None:
    """None: the key is ours, go ahead. Else what the first request made, waiting for it if need be."""
    for _ in range(LOOKS):
        async with call.ctx.db.write() as tx:
            claim = await idempotency.claim(tx, call.account.id, key)
        if claim.mine:
            return None
        if claim.status_id is not None:
            return await _view(call, claim.status_id)
        await asyncio.sleep(PAUSE)
    raise Conflict("The same request is still at work")


async def _release(call: Call, key: str) -> None:
    async with call.ctx.db.write() as tx:
        await idempotency.release(tx, call.account.id, key)


async def _view(call: Call, id: int) -> StatusView:
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        found = await views.visible(call.ctx, tx, viewer, id)
        return await views.view(call.ctx, tx, viewer, found)


async def _publish(call: Call, draft: Draft, key: str) -> StatusView:
    return await posting.post(call.ctx, _viewer(call), draft, key)


def _viewer(call: Call) -> Viewer:
    assert call.account
    assert call.viewer
    return call.viewer


def draft_of(call: Call) -> Draft:
    """What was sent; where nothing was, what its author prefers."""
    form, viewer = call.form, _viewer(call)
    chosen = preferences_of(viewer.user)
    sensitive = form.yes("sensitive") if form.text("sensitive") else None
    return Draft(
        text=form.text("status") or "",
        spoiler_text=form.text("spoiler_text") or "",
        sensitive=bool(chosen[SENSITIVE]) if sensitive is None else sensitive,
        visibility=visibility_of(form.text("visibility") or chosen[VISIBILITY]),
        language=form.text("language") or chosen[LANGUAGE] or call.ctx.settings.instance.language,
        in_reply_to_id=form.whole("in_reply_to_id"),
        media_ids=ids_of(call, "media_ids"),
        application=viewer.application,
        application_website=viewer.application_website,
        extra=_extra(call, chosen[QUOTES]),
    )


def ids_of(call: Call, name: str) -> tuple[int, ...]:
    """Every id given under this name; what is no number names nothing."""
    words = call.form.list(name)
    return tuple(int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19)


def visibility_of(word: str) -> Visibility:
    """Mastodon's word, or `Invalid`."""
    try:
        return Visibility(word)
    except ValueError as cause:
        raise Invalid("Validation failed: Visibility is not public, unlisted, private or direct") from cause


def _extra(call: Call, quotes: str) -> dict[str, Any]:
    """What only some clients send; `quotes` is whose quotes the author usually welcomes."""
    names = ("scheduled_at", "quoted_status_id", "quote_approval_policy")
    extra: dict[str, Any] = {name: call.form.text(name) for name in names}
    attributes = call.form.nested("media_attributes")
    return {
        **extra,
        "quote_approval_policy": extra["quote_approval_policy"] or (quotes if call.request.method == "POST" else None),
        "poll": call.form.nested("poll"),
        "media_attributes": attributes if isinstance(attributes, list) else [],
    }


async def show(call: Call) -> Response:
    """One status."""
    return answer(call, await _view(call, call.id()))


async def several(call: Call) -> Response:
    """Many at once, in the order asked; what is absent or not for these eyes is left out."""
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        found = await views.all_visible(call.ctx, tx, viewer, ids_of(call, "id")[:40])
    return json_response([status_entity(view, call.ctx.urls, viewer) for view in found])


async def context(call: Call) -> Response:
    """The conversation around a status."""
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        above, below = await timelines.context(call.ctx, tx, viewer, call.id())
    if viewer is not None:
        await rest.opened(call.ctx, call.id())
    return json_response(context_entity(above, below, call.ctx.urls, viewer))


async def source(call: Call) -> Response:
    """What its author typed."""
    async with call.ctx.db.read() as tx:
        return json_response(status_source(await statuses.source(call.ctx, tx, call.account, call.id())))


async def edit(call: Call) -> Response:
    """Changed; the files stay unless others are named."""
    ctx, viewer = call.ctx, _viewer(call)
    async with ctx.db.read() as tx:
        before = await statuses.own(ctx, tx, viewer.account, call.id())
    draft = await _edit_draft(ctx, call, before)
    view = await commands.edited(ctx, viewer, before, draft)
    if view is None:
        await resolving.resolve_mentions(ctx, draft.text, by=viewer.account)
        async with ctx.db.write() as tx:
            view = await statuses.edit(ctx, tx, viewer.account, before.id, draft)
    return answer(call, view)


async def _edit_draft(ctx: Context, call: Call, before: Status) -> Draft:
    """What was not sent stays as it was."""
    form, sent = call.form, draft_of(call)
    media_ids = sent.media_ids
    if not form.has("media_ids"):
        async with ctx.db.read() as tx:
            kept = await media.by_statuses(tx, [before.id])
        media_ids = tuple(one.id for one in kept.get(before.id, ()))
    sensitive = form.yes("sensitive") if form.text("sensitive") else before.sensitive
    return Draft(
        text=sent.text if form.has("status") else before.text,
        spoiler_text=sent.spoiler_text if form.has("spoiler_text") else before.spoiler_text,
        sensitive=bool(sensitive), visibility=before.visibility,
        language=form.text("language") or before.language,
        media_ids=media_ids, application=before.application, application_website=before.application_website,
        gen_ai=before.gen_ai, generator=before.generator, extra=sent.extra,
    )  # fmt: skip


async def delete(call: Call) -> Response:
    """Gone; the answer has `text` and the files, so that it can be redrafted."""
    ctx, viewer = call.ctx, _viewer(call)
    with_media = bool(call.form.yes("delete_media"))
    async with ctx.db.write() as tx:
        status = await statuses.own(ctx, tx, viewer.account, call.id())
        await commands.cancelled(ctx, tx, viewer, status)
        view = await statuses.delete(ctx, tx, viewer.account, status.id, with_media=with_media)
    if with_media:
        await ctx.files.delete(*(key for one in view.media for key in one.files))
    return json_response({**status_entity(view, ctx.urls, viewer.account), "text": view.status.text})


READ, WRITE = "read:statuses", "write:statuses"
ROUTES = (
    Route("POST", "/api/v1/statuses", create, WRITE),
    Route("GET", "/api/v1/statuses", several, OPEN),
    Route("GET", "/api/v1/statuses/:id", show, OPEN),
    Route("PUT", "/api/v1/statuses/:id", edit, WRITE),
    Route("DELETE", "/api/v1/statuses/:id", delete, WRITE),
    Route("GET", "/api/v1/statuses/:id/context", context, OPEN),
    Route("GET", "/api/v1/statuses/:id/source", source, READ),
)
