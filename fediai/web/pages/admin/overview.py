"""At a glance: what waits for people, how errands go, which servers fail, what fills the disk."""

from typing import Any

from quart import Quart, Response

from fediai.services.moderation.overview import Overview, overview_of
from fediai.web.context import context, hub
from fediai.web.pages.admin import frame
from fediai.web.pages.admin.frame import show


def routes(pages: Quart) -> None:
    """Puts the page into the app."""
    frame.room(pages)("/admin", overview)


async def overview() -> Response:
    """As it is now."""
    found, eyes = await overview_of(context()), frame.eyes()
    failing = [
        {"host": one.host, "failures": one.failures,
         "since": eyes.local(one.failing_since) if one.failing_since else None,
         "until": eyes.local(one.closed_until) if one.closed_until else None}
        for one in found.failing
    ]  # fmt: skip
    return await show(
        "overview", "overview", here=None, reports=found.reports, waiting=found.waiting, failing=failing,
        errands=_errands(found), overdue=found.numbers.overdue, painters=hub().painters,
        paintings=found.numbers.generations.get("queued", 0), stored=_stored(found),
    )  # fmt: skip


def _errands(found: Overview) -> list[dict[str, Any]]:
    waiting, given_up = found.numbers.jobs, found.numbers.given_up
    kinds = sorted({*waiting, *given_up})
    return [{"kind": kind, "waiting": waiting.get(kind, 0), "given_up": given_up.get(kind, 0)} for kind in kinds]


def _stored(found: Overview) -> dict[str, Any]:
    return {
        "own": found.stored.own, "own_size": size(found.stored.own_bytes), "copies": found.stored.copies,
        "database": size(found.database_bytes), "free": size(found.free_bytes),
    }  # fmt: skip


def size(count: int) -> tuple[float, str]:
    """(1.9, "GB"): as people say it."""
    number, units = float(count), ["B", "kB", "MB", "GB", "TB"]
    while number >= 1000 and len(units) > 1:
        number, units = number / 1000, units[1:]
    return number, units[0]
