"""https://docs.joinmastodon.org/methods/domain_blocks/ , /reports/ and notes about accounts."""

import re

from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.people.reports import MOST_STATUSES
from fediai.services.moderation import reports
from fediai.services.people import accounts as use
from fediai.services.people import blocks
from fediai.store.chosen import private
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.notification import report as report_entity
from fediai.web.mastodon.entities.relationship import relationship as relationship_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.mastodon.statuses import ids_of
from fediai.web.router import Route

LONGEST_NOTE = 2000
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?")


async def note(call: Call) -> Response:
    """For the caller's eyes only."""
    comment = (call.form.text("comment") or "").strip()
    if len(comment) > LONGEST_NOTE:
        raise Invalid(f"Validation failed: Comment is longer than {LONGEST_NOTE} characters")
    async with call.ctx.db.write() as tx:
        about = await _account(tx, call.id())
        await private.note(tx, call.account.id, about.id, comment)
        [shown] = await use.relationships(call.ctx, tx, call.account, [about.id])
    return json_response(relationship_entity(shown))


async def _account(tx: Transaction, id: int) -> Account:
    found = await accounts.by_id(tx, id)
    if found is None or found.deleted_at is not None:
        raise NotFound
    return found


def _domain(call: Call) -> str:
    name = (call.form.text("domain") or "").strip().lower().removeprefix("https://").rstrip("/")
    try:
        host = name.encode("idna").decode() if not name.isascii() else name
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host) or host == call.ctx.urls.domain:
        raise Invalid("Validation failed: Domain is not a valid domain name")
    return host


async def domains(call: Call) -> Response:
    """The servers that the caller shut out."""
    page = page_of(call, 100, 200)
    async with call.ctx.db.read() as tx:
        found = await private.shut_out(tx, call.account.id, page)
    return paged_response(call, [name for _, name in found], [cursor for cursor, _ in found], page)


async def shut(call: Call) -> Response:
    """Nobody from there is heard; follows in both directions end."""
    domain = _domain(call)
    async with call.ctx.db.write() as tx:
        await blocks.shut(call.ctx, tx, call.account, domain)
    return json_response({})


async def preview(call: Call) -> Response:
    """What shutting a server out would end."""
    async with call.ctx.db.read() as tx:
        following, followers = await private.ties_there(tx, call.account.id, _domain(call))
    return json_response({"following_count": following, "followers_count": followers})


async def reopen(call: Call) -> Response:
    """They are heard again."""
    async with call.ctx.db.write() as tx:
        await blocks.reopen(call.ctx, tx, call.account, _domain(call))
    return json_response({})


async def report(call: Call) -> Response:
    """Kept for the moderators of this server; with `forward`, sent to the one that it concerns as well."""
    rules = call.form.list("rule_ids")[:MOST_STATUSES]
    said = {name: call.form.text(name) or "" for name in ("category", "comment")}
    async with call.ctx.db.write() as tx:
        target = await _account(tx, call.form.whole("account_id") or 0)
        made = await reports.file(
            call.ctx, tx, call.account, target, said, ids_of(call, "status_ids"),
            rules=rules, forward=bool(call.form.yes("forward")),
        )  # fmt: skip
    return json_response(report_entity(made, target, call.ctx.urls))


_BLOCKS = "/api/v1/domain_blocks"
ROUTES = (
    Route("POST", "/api/v1/accounts/:id/note", note, "write:accounts"),
    Route("GET", _BLOCKS, domains, "read:blocks"),
    Route("GET", f"{_BLOCKS}/preview", preview, "read:blocks"),
    Route("POST", _BLOCKS, shut, "write:blocks"),
    Route("DELETE", _BLOCKS, reopen, "write:blocks"),
    Route("POST", "/api/v1/reports", report, "write:reports"),
)
