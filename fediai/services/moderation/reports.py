"""Reports: filed by ours, who may have them sent on to the server concerned, or by others about ours."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.moderation.audit import About, Deed
from fediai.domain.moderation.sanctions import Staff
from fediai.domain.people.reports import CATEGORIES, LONGEST, MOST_STATUSES, Report
from fediai.domain.statuses import Page, Status
from fediai.services.far import outgoing
from fediai.services.moderation import audit, staff
from fediai.store.database import Transaction
from fediai.store.moderation import reports
from fediai.store.people import accounts
from fediai.store.posts import sight


async def file(
    ctx: Context, tx: Transaction, by: Account, target: Account, said: dict[str, str], about: Sequence[int],
    *, rules: Sequence[str] = (), forward: bool = False,
) -> Report:  # fmt: skip
    """By one of ours; it names only posts of the target's that its writer sees. `said`: category and comment."""
    category = said.get("category") or ("violation" if rules else "other")
    comment = said.get("comment", "")
    if category not in CATEGORIES or len(comment) > LONGEST:
        raise Invalid("Validation failed: Category is unknown, or the comment too long")
    seen = await sight.statuses_seen(tx, by.id, list(about)[:MOST_STATUSES])
    posts = [one for one in seen.values() if one.account_id == target.id]
    forwarded = forward and not target.is_local
    made = replace(_made(tx, by, target, (category, comment), posts), rule_ids=tuple(rules), forwarded=forwarded)
    await reports.insert_new(tx, made)
    await staff.ring_report(ctx, tx, made, by)
    if forwarded:
        await outgoing.reported(ctx, tx, await accounts.instance_actor(tx), target, [p.uri for p in posts], comment)
    return made


async def receive(
    ctx: Context, tx: Transaction, by: Account, target: Account, posts: Sequence[Status], comment: str, uri: str
) -> bool:
    """By another server, about one of ours; False when it came before. Its words are plain text here."""
    if uri and await reports.is_known(tx, uri):
        return False
    said = text.one_line(text.plain(text.sanitise(comment)), LONGEST)
    own = [one for one in posts if one.account_id == target.id][:MOST_STATUSES]
    made = replace(_made(tx, by, target, ("other", said), own), uri=uri)
    await reports.insert_new(tx, made)
    await staff.ring_report(ctx, tx, made, by)
    return True


def _made(tx: Transaction, by: Account, target: Account, said: tuple[str, str], posts: Sequence[Status]) -> Report:
    """`said`: category and comment."""
    ids = tuple(str(one.id) for one in posts)
    return Report(tx.new_id(), by.id, target.id, *said, ids, (), False, "", None, None, tx.now, None)


async def waiting(tx: Transaction, page: Page, *, resolved: bool = False) -> list[tuple[Report, Account, Account]]:
    """(report, by whom, about whom), newest first."""
    found = await reports.page(tx, page, resolved=resolved)
    people = await accounts.by_ids(tx, list({who for one in found for who in (one.account_id, one.target_id)}))
    return [(one, people[one.account_id], people[one.target_id]) for one in found]


async def _one(tx: Transaction, id: int) -> Report:
    found = await reports.one(tx, id)
    if found is None:
        raise NotFound
    return found


async def _changed(tx: Transaction, id: int, by: Staff, deed: Deed, **changes: Any) -> Report:
    """Changed, and written down with whom it is about."""
    changed = await reports.change(tx, await _one(tx, id), **changes)
    target = await accounts.by_id(tx, changed.target_id)
    name = f"@{target.acct}" if target else str(changed.target_id)
    await audit.record(tx, by, deed, About("report", name, id), changed.comment)
    return changed


async def resolve(tx: Transaction, id: int, by: Staff) -> Report:
    """Settled; whoever administers from the command line has no account."""
    who = by.account.id if by.account else None
    return await _changed(tx, id, by, Deed.RESOLVE_REPORT, resolved_at=tx.now, resolved_by_id=who)


async def reopen(tx: Transaction, id: int, by: Staff) -> Report:
    """It waits again."""
    return await _changed(tx, id, by, Deed.REOPEN_REPORT, resolved_at=None, resolved_by_id=None)


async def assign(tx: Transaction, id: int, by: Staff, *, to_self: bool) -> Report:
    """Whoever decides looks at it, or nobody any more."""
    deed = Deed.ASSIGN_REPORT if to_self else Deed.UNASSIGN_REPORT
    return await _changed(tx, id, by, deed, assigned_id=by.account.id if to_self and by.account else None)


async def change(tx: Transaction, id: int, by: Staff, **changes: Any) -> Report:
    """Another category, other rules."""
    return await _changed(tx, id, by, Deed.CHANGE_REPORT, **changes)
