"""Somebody elsewhere shows a status to their followers."""

from activitypub.activities import Announce
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of
from fediai.services.far.passing import hints
from fediai.services.posts import arrivals
from fediai.store.far import relays, relevance


async def received(ctx: Context, by: Account, said: Announce) -> str:
    """What is shown comes from its own origin, never from whoever shows it; a relay shows nothing, it only hints."""
    uri = said.object_id or ""
    async with ctx.db.read() as tx:
        wanted = ctx.urls.is_ours(uri) or await relevance.is_followed_here(tx, by.id)
        relayed = not wanted and await relays.speaks_for(tx, by.uri)
    if relayed:
        await hints.follow(ctx, uri, relayed=True)
        return ""
    if not wanted:
        return "nobody here follows whoever shows it"
    status = await resolving.status_by_uri(ctx, uri, budget_of(ctx))
    if status is None:
        return "the status is not to be had"
    async with ctx.db.write() as tx:
        shown = await arrivals.reblog(ctx, tx, by, status, said.id or "", said.published)
    return "" if shown else "it may not be shown, or was taken back"
