"""https://docs.joinmastodon.org/methods/domain_blocks/ , /reports/ and notes about accounts."""

import re

from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.services.people import accounts as use
from fediai.services.people import follows
from fediai.store.chosen import private
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import sight, timelines
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.entities.relationship import relationship as relationship_entity
from fediai.web.mastodon.entities.time import iso
from fediai.web.mastodon.statuses import ids_of
from fediai.web.router import Route

LONGEST_NOTE, LONGEST_REPORT, MOST_STATUSES = 2000, 1000, 100
CATEGORIES = ("spam", "legal", "violation", "other")
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
    async with call.ctx.db.read() as tx:
        return json_response(await private.shut_out(tx, call.account.id))


async def shut(call: Call) -> Response:
    """Nobody from there is heard; follows in both directions end."""
    domain = _domain(call)
    async with call.ctx.db.write() as tx:
        await private.shut(tx, call.account.id, domain)
        for one in await private.tied_there(tx, call.account.id, domain):
            await follows.remove_all_between(call.ctx, tx, call.account, one)
            await timelines.leave_home(tx, call.account.id, one.id)
    return json_response({})


async def reopen(call: Call) -> Response:
    """They are heard again."""
    async with call.ctx.db.write() as tx:
        await private.reopen(tx, call.account.id, _domain(call))
    return json_response({})


async def report(call: Call) -> Response:
    """Kept for the moderators of this server; it is not sent elsewhere. It names only posts that its writer sees."""
    comment, rules = call.form.text("comment") or "", call.form.list("rule_ids")[:MOST_STATUSES]
    category = call.form.text("category") or ("violation" if rules else "other")
    if category not in CATEGORIES or len(comment) > LONGEST_REPORT:
        raise Invalid("Validation failed: Category is unknown, or the comment too long")
    async with call.ctx.db.write() as tx:
        target = await _account(tx, call.form.whole("account_id") or 0)
        seen = await sight.statuses_seen(tx, call.account.id, ids_of(call, "status_ids")[:MOST_STATUSES])
        about = [str(one.id) for one in seen.values() if one.account_id == target.id]
        made = await private.report(tx, call.account.id, target.id, category, comment, (about, rules))
        at = tx.now
    return json_response(
        {
            "id": str(made), "action_taken": False, "action_taken_at": None, "category": category,
            "comment": comment, "forwarded": False, "created_at": iso(at), "status_ids": about, "rule_ids": rules,
            "target_account": account_entity(target, call.ctx.urls),
        }
    )  # fmt: skip


_BLOCKS = "/api/v1/domain_blocks"
ROUTES = (
    Route("POST", "/api/v1/accounts/:id/note", note, "write:accounts"),
    Route("GET", _BLOCKS, domains, "read:blocks"),
    Route("POST", _BLOCKS, shut, "write:blocks"),
    Route("DELETE", _BLOCKS, reopen, "write:blocks"),
    Route("POST", "/api/v1/reports", report, "write:reports"),
)
