"""Reports: filed by ours, who may have them sent on to the server concerned, or by others about ours."""

from collections.abc import Sequence
from dataclasses import replace

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.people.reports import CATEGORIES, LONGEST, MOST_STATUSES, Report
from fediai.domain.statuses import Page, Status
from fediai.services.far import outgoing
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
    await reports.insert_new(tx, replace(_made(tx, by, target, ("other", said), own), uri=uri))
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


async def resolve(tx: Transaction, id: int, by: Account | None) -> Report:
    """Settled; whoever administers from the command line has no account."""
    found = await reports.one(tx, id)
    if found is None:
        raise NotFound
    return await reports.change(tx, found, resolved_at=tx.now, resolved_by_id=by.id if by else None)
