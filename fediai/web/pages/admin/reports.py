"""Reports: those that wait, one with its posts, and what is done about it."""

from collections.abc import Sequence
from typing import Any

from quart import Quart, Response, request

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.moderation.sanctions import Order, Sanction
from fediai.domain.people.reports import MOST_STATUSES, Report
from fediai.domain.pictures.prompts import shortened
from fediai.domain.statuses import StatusView
from fediai.domain.text import plain
from fediai.services.moderation import reports as use
from fediai.services.moderation import sanctions
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.moderation import people, reports
from fediai.store.moderation.people import Known
from fediai.store.posts import statuses
from fediai.web.context import context
from fediai.web.pages.admin import frame
from fediai.web.pages.admin.frame import by, entry, order, show
from fediai.web.pages.frame.paging import asked_page, older
from fediai.web.pages.frame.shell import see_other, told
from fediai.web.pages.frame.visitor import me
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.pictures import picture, shown
from fediai.web.pages.views.statuses import page_of

EXCERPT = 400


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    put = frame.room(pages)
    put("/admin/reports", listed)
    put("/admin/reports/<int:id>", one)
    put("/admin/reports/<int:id>/act", act, "POST")
    put("/admin/reports/<int:id>/<deed>", settle, "POST")


async def listed() -> Response:
    """Those that wait; with `?resolved=1` the settled ones."""
    resolved, eyes = request.args.get("resolved") == "1", frame.eyes()
    async with context().db.read() as tx:
        found = await reports.page(tx, asked_page(), resolved=resolved)
        known = await _known(tx, found)
    rows = [_row(report, known, eyes) for report in found]
    return await show(
        "reports", "reports", reports=rows, resolved=resolved, older=older([report.id for report in found])
    )


async def _known(tx: Transaction, several: Sequence[Report]) -> dict[int, Known]:
    ids = {who for one in several for who in (one.account_id, one.target_id, one.assigned_id, one.resolved_by_id)}
    return await people.by_ids(tx, [who for who in ids if who])


def _row(report: Report, known: dict[int, Known], eyes: Lens) -> dict[str, Any]:
    def who(id: int | None) -> dict[str, Any] | None:
        return entry(known[id], eyes) if id in known else None

    return {
        "id": report.id, "by": who(report.account_id), "target": who(report.target_id), "category": report.category,
        "comment": report.comment, "at": eyes.local(report.created_at), "forwarded": report.forwarded,
        "assigned": who(report.assigned_id), "resolved_by": who(report.resolved_by_id), "posts": len(report.status_ids),
        "resolved_at": eyes.local(report.resolved_at) if report.resolved_at else None,
    }  # fmt: skip


async def one(id: int) -> Response:
    """With the posts that are still there."""
    return await _page(id)


async def _page(id: int, code: int = 200, *, wrong: str = "", text: str = "", chosen: str = "none") -> Response:
    ctx, eyes = context(), frame.eyes()
    async with ctx.db.read() as tx:
        found = await reports.one(tx, id)
        if found is None:
            raise NotFound
        known = await _known(tx, [found])
        posts = await statuses.by_ids(tx, [int(text) for text in found.status_ids[:MOST_STATUSES]])
        made = await views.views(ctx, tx, me().account, list(posts.values()))
    return await show(
        "reports", "report", code, report=_row(found, known, eyes), posts=[_post(view, eyes) for view in made],
        wrong=wrong, text=text, chosen=chosen, sanctions=[each.value for each in Sanction],
    )  # fmt: skip


def _post(view: StatusView, eyes: Lens) -> dict[str, Any]:
    status = view.status
    words = "\n".join(filter(None, (status.spoiler_text, plain(status.content))))
    return {
        "url": page_of(view), "words": shortened(words, EXCERPT), "at": eyes.local(status.created_at),
        "pictures": [picture(media, eyes) for media in shown(view)],
    }  # fmt: skip


async def act(id: int) -> Response:
    """Done about whom it is about; the report is settled by that."""
    ctx, (word, text) = context(), await order()
    try:
        async with ctx.db.write() as tx:
            found = await reports.one(tx, id)
            known = await people.one(tx, found.target_id) if found else None
            if known is None:
                raise NotFound
            await sanctions.act(ctx, tx, by(), known.account, Order(Sanction(word), text, id))
    except Invalid as refusal:
        return await _page(id, refusal.status, wrong=told(refusal), text=text, chosen=word)
    return see_other("/admin/reports")


async def settle(id: int, deed: str) -> Response:
    """Settled without more, reopened, taken on, or left to others."""
    if deed not in ("resolve", "reopen", "take", "leave"):
        raise NotFound
    async with context().db.write() as tx:
        if deed == "resolve":
            await use.resolve(tx, id, by())
        elif deed == "reopen":
            await use.reopen(tx, id, by())
        else:
            await use.assign(tx, id, by(), to_self=deed == "take")
    return see_other("/admin/reports" if deed == "resolve" else f"/admin/reports/{id}")
