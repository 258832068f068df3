"""Somebody elsewhere says yes: one of our people may follow them, or quote a post of theirs."""

from activitypub.activities import Accept, Follow, QuoteRequest
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far import stamps
from fediai.services.far.fetching import budget_of
from fediai.services.far.passing import relays
from fediai.services.people import follows
from fediai.services.posts import quoting
from fediai.store.far.relays import ACCEPTED
from fediai.store.posts import quotes, statuses


async def received(ctx: Context, by: Account, said: Accept) -> str:
    """Only what was asked of this very account is granted by it."""
    if said.result_id is not None or isinstance(said.inner, QuoteRequest):
        return await _quote(ctx, by, said)
    follower = said.inner.actor if isinstance(said.inner, Follow) else None
    async with ctx.db.write() as tx:
        granted: object = await follows.receive_accept(ctx, tx, by, said.object_id, follower)
        granted = granted or await relays.has_answered(tx, by, said.object_id, ACCEPTED)
    return "" if granted else "nobody of ours has asked"


async def _quote(ctx: Context, by: Account, said: Accept) -> str:
    """The stamp is read where it lives before it counts."""
    async with ctx.db.read() as tx:
        quote = await quotes.by_request(tx, said.object_id or "")
        ours = await statuses.by_id(tx, quote.status_id) if quote and quote.quoted_account_id == by.id else None
    if quote is None or ours is None:
        return "nobody of ours has asked them"
    stamp = said.result_id or ""
    if not await stamps.holds(ctx, stamp, ours.uri, (quote.quoted_uri, by.uri), budget_of(ctx)):
        return "the stamp does not hold"
    async with ctx.db.write() as tx:
        granted = await quoting.was_granted(ctx, tx, by, quote.request_uri, stamp)
    return "" if granted else "it was settled already"
