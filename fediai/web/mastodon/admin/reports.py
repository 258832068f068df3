"""https://docs.joinmastodon.org/methods/admin/reports/"""

from collections.abc import Sequence
from typing import Any

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.people.reports import CATEGORIES, MOST_STATUSES, Report
from fediai.domain.statuses import Status
from fediai.services import house
from fediai.services.moderation import reports as use
from fediai.services.moderation.staff import staff
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.moderation import people, reports
from fediai.store.posts import statuses
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.admin.entities import admin_report
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Route


async def page(call: Call) -> Response:
    """Those that wait, or the settled ones; by whom and about whom narrow it."""
    staff(call.viewer)
    asked, form = page_of(call, 100, 200), call.form
    whose = {"account": form.whole("account_id") or 0, "target": form.whole("target_account_id") or 0}
    async with call.ctx.db.read() as tx:
        found = await reports.page(tx, asked, resolved=bool(form.yes("resolved")), **whose)
        shown = await _entities(call, tx, found)
    return paged_response(call, shown, [one.id for one in found], asked)


async def _entities(call: Call, tx: Transaction, several: Sequence[Report]) -> list[dict[str, Any]]:
    """With everybody in them and the posts that are still there, in a fixed number of queries."""
    ids = {who for one in several for who in (one.account_id, one.target_id, one.assigned_id, one.resolved_by_id)}
    known = await people.by_ids(tx, [who for who in ids if who])
    named = {int(text) for one in several for text in one.status_ids[:MOST_STATUSES]}
    posts = await statuses.by_ids(tx, list(named))
    shown = await _posts(call, tx, list(posts.values()))
    rules = tuple((await house.every(tx))[house.RULES].splitlines())
    return [
        admin_report(one, known, [shown[key] for key in one.status_ids if key in shown], rules, call.ctx.urls)
        for one in several
    ]


async def _posts(call: Call, tx: Transaction, several: list[Status]) -> dict[str, dict[str, Any]]:
    made = await views.views(call.ctx, tx, call.account, several)
    return {str(one.status.id): status_entity(one, call.ctx.urls, call.account) for one in made}


async def one(call: Call) -> Response:
    """One report."""
    staff(call.viewer)
    return await _shown(call)


async def _shown(call: Call) -> Response:
    async with call.ctx.db.read() as tx:
        found = await reports.one(tx, call.id())
        if found is None:
            raise NotFound
        [shown] = await _entities(call, tx, [found])
    return json_response(shown)


async def change(call: Call) -> Response:
    """Another category, other rules."""
    by, form = staff(call.viewer), call.form
    changes: dict[str, Any] = {}
    if (category := form.text("category")) is not None:
        if category not in CATEGORIES:
            raise Invalid("Validation failed: Category is unknown")
        changes["category"] = category
    if form.has("rule_ids"):
        changes["rule_ids"] = tuple(form.list("rule_ids")[:MOST_STATUSES])
    async with call.ctx.db.write() as tx:
        await use.change(tx, call.id(), by, **changes)
    return await _shown(call)


async def assign(call: Call) -> Response:
    """The caller looks at it."""
    async with call.ctx.db.write() as tx:
        await use.assign(tx, call.id(), staff(call.viewer), to_self=True)
    return await _shown(call)


async def unassign(call: Call) -> Response:
    """Nobody does."""
    async with call.ctx.db.write() as tx:
        await use.assign(tx, call.id(), staff(call.viewer), to_self=False)
    return await _shown(call)


async def resolve(call: Call) -> Response:
    """Settled."""
    async with call.ctx.db.write() as tx:
        await use.resolve(tx, call.id(), staff(call.viewer))
    return await _shown(call)


async def reopen(call: Call) -> Response:
    """Not settled after all."""
    async with call.ctx.db.write() as tx:
        await use.reopen(tx, call.id(), staff(call.viewer))
    return await _shown(call)


_READ, _WRITE, _ONE = "admin:read:reports", "admin:write:reports", "/api/v1/admin/reports/:id"
ROUTES = (
    Route("GET", "/api/v1/admin/reports", page, _READ),
    Route("GET", _ONE, one, _READ),
    Route("PUT", _ONE, change, _WRITE),
    Route("POST", f"{_ONE}/assign_to_self", assign, _WRITE),
    Route("POST", f"{_ONE}/unassign", unassign, _WRITE),
    Route("POST", f"{_ONE}/resolve", resolve, _WRITE),
    Route("POST", f"{_ONE}/reopen", reopen, _WRITE),
)
