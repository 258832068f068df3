"""Another server reports one of our people to us: by its own actor mostly, so that nobody is exposed."""

from activitypub.activities import Flag
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.people.reports import MOST_STATUSES
from fediai.domain.statuses import Status
from fediai.services.far import rules
from fediai.services.moderation import reports
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import statuses


async def received(ctx: Context, by: Account, said: Flag) -> str:
    """Of all that it names, what is ours: one report for each of our people, with their posts."""
    if not await rules.wants_reports_of(ctx, by.domain):
        return "reports by its server are not wanted"
    named = [uri for uri in said.object_ids[: MOST_STATUSES + 1] if ctx.urls.is_ours(uri)]
    async with ctx.db.write() as tx:
        posts = [one for uri in named if (one := await statuses.by_uri(tx, uri)) and one.local]
        about = await _people(tx, named, posts)
        new = [
            await reports.receive(ctx, tx, by, one, posts, said.content, f"{said.id}#{one.id}" if said.id else "")
            for one in about
        ]
    return "" if any(new) else "it reports nobody of ours, or came before"


async def _people(tx: Transaction, named: list[str], posts: list[Status]) -> list[Account]:
    found = {one.id: one for one in (await accounts.by_uris(tx, named)).values()}
    found |= await accounts.by_ids(tx, [one.account_id for one in posts if one.account_id not in found])
    return [one for one in found.values() if one.is_local and one.deleted_at is None]
