"""Somebody elsewhere says no, or no longer: to a follower of ours, or to a quote."""

from activitypub.activities import Follow, QuoteRequest, Reject
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far.passing import relays
from fediai.services.people import follows
from fediai.services.posts import quoting
from fediai.store.far.relays import REJECTED


async def received(ctx: Context, by: Account, said: Reject) -> str:
    """Only follows of this very account are ended by it."""
    follower = said.inner.actor if isinstance(said.inner, Follow) else None
    async with ctx.db.write() as tx:
        if isinstance(said.inner, QuoteRequest) and await quoting.was_refused(ctx, tx, by, said.object_id or ""):
            return ""
        ended: object = await follows.receive_reject(ctx, tx, by, said.object_id, follower)
        ended = ended or await relays.has_answered(tx, by, said.object_id, REJECTED)
    return "" if ended else "nobody of ours follows or has asked"
