"""https://docs.joinmastodon.org/methods/grouped_notifications/"""

from fediai.domain.errors import Invalid, Unauthorized
from fediai.domain.people.filters import hides
from fediai.services.bells import groups as use
from fediai.services.bells.groups import Grouped
from fediai.services.people.notifications import wanted as types_of
from fediai.store.bells.groups import Wanted
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.bells.entities import grouped_notifications
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.notifications import counted_to
from fediai.web.mastodon.pagination import link_header, page_of, paged_response
from fediai.web.router import Route

EXPANDED = ("full", "partial_avatars")


def _wanted(call: Call) -> Wanted:
    form = call.form
    types = types_of(form.list("types"), form.list("exclude_types"))
    kept_back = bool(form.yes("include_filtered"))
    return use.wanted(types, form.list("grouped_types"), form.whole("account_id") or 0, kept_back=kept_back)


async def page(call: Call) -> Response:
    """Newest first; what `grouped_types` names is put together, or all that can be."""
    asked = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await use.page(call.ctx, tx, call.account, asked, _wanted(call))
    return json_response(_shown(call, found), headers=link_header(call, found.cursors, asked))


def _shown(call: Call, found: Grouped) -> dict[str, object]:
    expand = call.form.text("expand_accounts") or "full"
    if expand not in EXPANDED:
        raise Invalid("Validation failed: Expand accounts is not full or partial_avatars")
    hidden = {about for about, view in found.statuses.items() if hides(view.filtered, "notifications")}
    kept = tuple(one for one in found.groups if one.latest.status_id not in hidden)
    shown = Grouped(kept, found.accounts, found.statuses, found.cursors, found.told)
    return grouped_notifications(shown, call.ctx.urls, call.account, partial=expand == "partial_avatars")


async def one(call: Call) -> Response:
    """A single group."""
    async with call.ctx.db.read() as tx:
        found = await use.one(call.ctx, tx, call.account, call.path["key"])
    return json_response(grouped_notifications(found, call.ctx.urls, call.account))


async def people(call: Call) -> Response:
    """Everybody in a group."""
    asked = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await use.people(tx, call.account, call.path["key"], asked)
    shown = [account_entity(who, call.ctx.urls) for _, who in found]
    return paged_response(call, shown, found.cursors, asked)


async def dismiss(call: Call) -> Response:
    """One group less; dismissing it twice is no error."""
    async with call.ctx.db.write() as tx:
        await use.dismiss(tx, call.account, call.path["key"])
    return json_response({})


async def unread_count(call: Call) -> Response:
    """How many groups have something after the last one read, as the marker says."""
    if call.viewer is None:
        raise Unauthorized
    async with call.ctx.db.read() as tx:
        count = await use.unread(tx, call.viewer, _wanted(call), counted_to(call))
    return json_response({"count": count})


_READ, _WRITE = "read:notifications", "write:notifications"
ROUTES = (
    Route("GET", "/api/v2/notifications", page, _READ),
    Route("GET", "/api/v2/notifications/unread_count", unread_count, _READ),
    Route("GET", "/api/v2/notifications/:key", one, _READ),
    Route("GET", "/api/v2/notifications/:key/accounts", people, _READ),
    Route("POST", "/api/v2/notifications/:key/dismiss", dismiss, _WRITE),
)
