"""https://docs.joinmastodon.org/methods/admin/accounts/"""

import re

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.moderation.sanctions import Order, Sanction
from fediai.services.moderation import joining, sanctions
from fediai.services.moderation.staff import staff
from fediai.store.database import Transaction
from fediai.store.moderation import people
from fediai.store.moderation.people import STATES, Known
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.admin.entities import admin_account
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Route

BEGINS = ("username", "display_name", "email")


async def second(call: Call) -> Response:
    """`origin`, `status` and `permissions` narrow it."""
    asked = (call.form.text(name) for name in ("origin", "status", "permissions"))
    return await _page(call, frozenset(word for word in asked if word and word in STATES))


async def first(call: Call) -> Response:
    """The older way: each state is a switch of its own."""
    return await _page(call, frozenset(word for word in STATES if call.form.yes(word)))


async def _page(call: Call, states: frozenset[str]) -> Response:
    staff(call.viewer)
    asked, form = page_of(call, 100, 200), call.form
    words = {name: _begins(name, text) for name in BEGINS if (text := (form.text(name) or "").strip())}
    if domain := (form.text("by_domain") or "").strip().lower():
        words["by_domain"] = domain
    async with call.ctx.db.read() as tx:
        found = await people.page(tx, asked, states, words)
    shown = [admin_account(one, call.ctx.urls) for one in found]
    return paged_response(call, shown, [one.account.id for one in found], asked)


def _begins(name: str, text: str) -> str:
    plain = re.sub(r"([%_\\])", r"\\\1", text[:200])
    return f"{plain if name == 'display_name' else plain.lower()}%"


async def _known(tx: Transaction, id: int) -> Known:
    found = await people.one(tx, id)
    if found is None:
        raise NotFound
    return found


async def one(call: Call) -> Response:
    """One account."""
    staff(call.viewer)
    return await _shown(call)


async def _shown(call: Call) -> Response:
    async with call.ctx.db.read() as tx:
        return json_response(admin_account(await _known(tx, call.id()), call.ctx.urls))


async def act(call: Call) -> Response:
    """A warning, or more than that."""
    by, form = staff(call.viewer), call.form
    word = form.text("type") or "none"
    if word not in {sanction.value for sanction in Sanction}:
        raise Invalid("Validation failed: Type is none, sensitive, disable, silence or suspend")
    order = Order(Sanction(word), (form.text("text") or "").strip(), form.whole("report_id"))
    async with call.ctx.db.write() as tx:
        known = await _known(tx, call.id())
        await sanctions.act(call.ctx, tx, by, known.account, order)
    return json_response({})


async def _undo(call: Call, what: str) -> Response:
    by = staff(call.viewer)
    async with call.ctx.db.write() as tx:
        known = await _known(tx, call.id())
        await sanctions.undo(call.ctx, tx, by, known.account, what)
    return await _shown(call)


async def enable(call: Call) -> Response:
    """They may sign in again."""
    return await _undo(call, "enable")


async def unsilence(call: Call) -> Response:
    """They are heard in public again."""
    return await _undo(call, "unsilence")


async def unsuspend(call: Call) -> Response:
    """They are back."""
    return await _undo(call, "unsuspend")


async def unsensitive(call: Call) -> Response:
    """Their pictures are shown as they mark them."""
    return await _undo(call, "unsensitive")


async def delete(call: Call) -> Response:
    """All they made goes for good."""
    known = await sanctions.delete(call.ctx, staff(call.viewer), call.id())
    return json_response(admin_account(known, call.ctx.urls))


async def approve(call: Call) -> Response:
    """They may come in."""
    await joining.approve(call.ctx, staff(call.viewer), call.id())
    return await _shown(call)


async def reject(call: Call) -> Response:
    """They may not, and are forgotten."""
    known = await joining.reject(call.ctx, staff(call.viewer), call.id())
    return json_response(admin_account(known, call.ctx.urls))


_READ, _WRITE = "admin:read:accounts", "admin:write:accounts"
_ONE = "/api/v1/admin/accounts/:id"
ROUTES = (
    Route("GET", "/api/v1/admin/accounts", first, _READ),
    Route("GET", "/api/v2/admin/accounts", second, _READ),
    Route("GET", _ONE, one, _READ),
    Route("DELETE", _ONE, delete, _WRITE),
    Route("POST", f"{_ONE}/action", act, _WRITE),
    Route("POST", f"{_ONE}/approve", approve, _WRITE),
    Route("POST", f"{_ONE}/reject", reject, _WRITE),
    Route("POST", f"{_ONE}/enable", enable, _WRITE),
    Route("POST", f"{_ONE}/unsilence", unsilence, _WRITE),
    Route("POST", f"{_ONE}/unsuspend", unsuspend, _WRITE),
    Route("POST", f"{_ONE}/unsensitive", unsensitive, _WRITE),
)
