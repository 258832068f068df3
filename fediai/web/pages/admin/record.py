"""What was decided here: who, what, whom, when, why."""

from typing import Any

from quart import Quart, Response, request

from fediai.domain.moderation.audit import COMMAND_LINE, HOUSE_ITSELF, Entry
from fediai.services.moderation import audit
from fediai.web.context import context
from fediai.web.pages.admin import frame
from fediai.web.pages.admin.frame import show
from fediai.web.pages.frame.paging import asked_page, older
from fediai.web.pages.views.lens import Lens

KINDS = ("", "account", "report", "domain", "trend", "announcement", "ip", "email")
PLACES = {"account": "/admin/accounts/{}", "report": "/admin/reports/{}"}
NAMELESS = {COMMAND_LINE: "command_line", HOUSE_ITSELF: "house"}


def routes(pages: Quart) -> None:
    """Puts the page into the app."""
    frame.room(pages)("/admin/log", listed)


async def listed() -> Response:
    """Newest first; `?about=` things of one kind."""
    kind, eyes = request.args.get("about", ""), frame.eyes()
    kind = kind if kind in KINDS else ""
    async with context().db.read() as tx:
        found = await audit.page(tx, asked_page(), kind=kind)
    return await show(
        "record", "record", entries=[line(each, eyes) for each in found], kind=kind, kinds=KINDS,
        older=older([each.id for each in found]),
    )  # fmt: skip


def line(one: Entry, eyes: Lens) -> dict[str, Any]:
    """An entry as a sentence reads it."""
    place = PLACES.get(one.about_kind) if one.about_id else None
    return {
        "deed": one.deed.value, "by": one.by_name, "nameless": NAMELESS.get(one.by_name), "about": one.about_name,
        "href": place.format(one.about_id) if place else None, "reason": one.reason,
        "at": eyes.local(one.created_at) if one.created_at else None,
    }  # fmt: skip
