"""Somebody elsewhere does not let one of our people follow, or no longer."""

from activitypub.activities import Follow, Reject
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.people import follows


async def received(ctx: Context, by: Account, said: Reject) -> str:
    """Only follows of this very account are ended by it."""
    follower = said.inner.actor if isinstance(said.inner, Follow) else None
    async with ctx.db.write() as tx:
        ended = await follows.receive_reject(ctx, tx, by, said.object_id, follower)
    return "" if ended else "nobody of ours follows or has asked"
