"""One account as moderators see it, and what they may do about it."""

from collections.abc import Mapping

from quart import Quart, Response, request

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.moderation.sanctions import Order, Sanction
from fediai.domain.statuses import Page
from fediai.services.moderation import audit, joining, roles, sanctions
from fediai.store.moderation import people, reports
from fediai.store.moderation.people import Known
from fediai.web.context import context
from fediai.web.pages.admin import frame
from fediai.web.pages.admin.frame import back, by, entry, order, show
from fediai.web.pages.admin.record import line
from fediai.web.pages.frame.shell import see_other, told

UNDONE_BY: Mapping[str, str] = {
    "suspended": "unsuspend", "limited": "unsilence", "sensitive": "unsensitive", "disabled": "enable",
}  # fmt: skip
ROLES = ("user", "moderator", "admin")


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    put = frame.room(pages)
    put("/admin/accounts/<int:id>", one)
    put("/admin/accounts/<int:id>/act", act, "POST")
    put("/admin/accounts/<int:id>/role", change_role, "POST")
    put("/admin/accounts/<int:id>/<deed>", undo, "POST")


async def one(id: int) -> Response:
    """With its reports, and what was decided about it."""
    return await _page(id)


async def _page(id: int, code: int = 200, *, wrong: str = "", text: str = "", chosen: str = "none") -> Response:
    eyes = frame.eyes()
    async with context().db.read() as tx:
        known = await people.one(tx, id)
        if known is None:
            raise NotFound
        about = await reports.page(tx, Page(limit=20), target=id)
        settled = await reports.page(tx, Page(limit=20), target=id, resolved=True)
        decided = await audit.page(tx, Page(limit=20), kind="account", about=id)
    who = entry(known, eyes)
    return await show(
        "people", "person", code, who=who, wrong=wrong, text=text, chosen=chosen,
        sanctions=[each.value for each in Sanction if known.user or each is not Sanction.DISABLE],
        undo=[UNDONE_BY[mark] for mark in who["marks"] if mark in UNDONE_BY], roles=_roles(known),
        reports=[{"id": each.id, "category": each.category, "at": eyes.local(each.created_at),
                  "open": each.resolved_at is None} for each in (*about, *settled)],
        record=[line(each, eyes) for each in decided],
    )  # fmt: skip


def _roles(known: Known) -> list[str]:
    """Those that whoever looks may give: none to their equals, and none like their own."""
    mine = by()
    if known.user is None or not mine.may_act_on(known.user.role) or not mine.is_at_least("admin"):
        return []
    return [role for role in ROLES if mine.may_act_on(role)]


async def act(id: int) -> Response:
    """A word, a limit, or the end."""
    ctx, (word, text) = context(), await order()
    try:
        async with ctx.db.write() as tx:
            known = await people.one(tx, id)
            if known is None:
                raise NotFound
            await sanctions.act(ctx, tx, by(), known.account, Order(Sanction(word), text))
    except Invalid as refusal:
        return await _page(id, refusal.status, wrong=told(refusal), text=text, chosen=word)
    return see_other(f"/admin/accounts/{id}")


async def change_role(id: int) -> Response:
    """Given or taken by an administrator."""
    await roles.change(context(), by(), id, (await request.form).get("role", ""))
    return see_other(f"/admin/accounts/{id}")


async def undo(id: int, deed: str) -> Response:
    """Taken back; or, of somebody who waits at the door: yes, or no."""
    ctx = context()
    if deed == "approve":
        await joining.approve(ctx, by(), id)
    elif deed == "reject":
        await joining.reject(ctx, by(), id)
        return see_other("/admin/accounts")
    elif deed in UNDONE_BY.values():
        async with ctx.db.write() as tx:
            known = await people.one(tx, id)
            if known is None:
                raise NotFound
            await sanctions.undo(ctx, tx, by(), known.account, deed)
    else:
        raise NotFound
    return await back(f"/admin/accounts/{id}")
