"""https://docs.joinmastodon.org/methods/scheduled_statuses/"""

from collections.abc import Mapping, Sequence
from typing import Any

from fediai.domain.pictures.media import Media
from fediai.domain.polls import asked
from fediai.domain.statuses import Draft
from fediai.services.pictures import later
from fediai.services.posts import scheduling
from fediai.store.database import Transaction
from fediai.store.pictures import easels, media
from fediai.store.posts import scheduled
from fediai.store.posts.scheduled import Scheduled
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.media_attachment import media_attachment
from fediai.web.mastodon.entities.time import iso
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Route


async def _shown(call: Call, tx: Transaction, found: Sequence[Scheduled]) -> list[dict[str, Any]]:
    painted = await _painted(tx, found)
    shown = {one.id: painted.get(later.painting_of(one.draft) or 0) or one.draft.media_ids for one in found}
    wanted = [file for several in shown.values() for file in several]
    files = await media.by_ids(tx, wanted) if wanted else {}
    return [_entity(call, one, [files[file] for file in shown[one.id] if file in files]) for one in found]


async def _painted(tx: Transaction, found: Sequence[Scheduled]) -> Mapping[int, Sequence[int]]:
    """The pictures that were painted for posts with a command, as soon as they are there."""
    asked = [painting for one in found if (painting := later.painting_of(one.draft))]
    return await easels.media_ids(tx, asked) if asked else {}


def _entity(call: Call, one: Scheduled, files: Sequence[Media]) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/ScheduledStatus/"""
    draft = one.draft
    return {
        "id": str(one.id),
        "scheduled_at": iso(one.scheduled_at),
        "params": {
            "text": draft.text,
            "poll": _poll(draft),
            "media_ids": [str(file) for file in draft.media_ids] or None,
            "sensitive": draft.sensitive,
            "spoiler_text": draft.spoiler_text or None,
            "visibility": draft.visibility.value if draft.visibility else None,
            "in_reply_to_id": draft.in_reply_to_id,  # a number here, as documented
            "language": draft.language,
            "application_id": 0,
            "scheduled_at": None,
            "idempotency": one.idempotency_key or None,
            "with_rate_limit": False,
        },
        "media_attachments": [media_attachment(file, call.ctx.urls) for file in files],
    }


def _poll(draft: Draft) -> dict[str, Any] | None:
    poll = asked(draft.extra.get("poll"))
    if poll is None:
        return None
    return {
        "options": list(poll.titles), "expires_in": poll.seconds, "multiple": poll.multiple,
        "hide_totals": poll.hide_totals,
    }  # fmt: skip


async def answer(call: Call, one: Scheduled) -> Response:
    """What waits, as its author sees it."""
    async with call.ctx.db.read() as tx:
        return json_response((await _shown(call, tx, [one]))[0])


async def every(call: Call) -> Response:
    """All that waits."""
    page = page_of(call)
    async with call.ctx.db.read() as tx:
        found = await scheduled.page(tx, call.account.id, page)
        shown = await _shown(call, tx, found)
    return paged_response(call, shown, [one.id for one in found], page)


async def show(call: Call) -> Response:
    """One of them."""
    async with call.ctx.db.read() as tx:
        found = await scheduling.of_path(tx, call.account.id, call.id())
    return await answer(call, found)


async def move(call: Call) -> Response:
    """Another time."""
    async with call.ctx.db.write() as tx:
        moved = await scheduling.move(tx, call.account.id, call.id(), call.form.text("scheduled_at") or "")
    return await answer(call, moved)


async def remove(call: Call) -> Response:
    """It will not be published."""
    async with call.ctx.db.write() as tx:
        await scheduling.remove(tx, call.account.id, call.id())
    return json_response({})


_AT = "/api/v1/scheduled_statuses"
ROUTES = (
    Route("GET", _AT, every, "read:statuses"),
    Route("GET", f"{_AT}/:id", show, "read:statuses"),
    Route("PUT", f"{_AT}/:id", move, "write:statuses"),
    Route("DELETE", f"{_AT}/:id", remove, "write:statuses"),
)
