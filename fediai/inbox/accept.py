"""Somebody elsewhere lets one of our people follow."""

from activitypub.activities import Accept, Follow
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.people import follows


async def received(ctx: Context, by: Account, said: Accept) -> str:
    """Only what was asked of this very account is granted by it."""
    follower = said.inner.actor if isinstance(said.inner, Follow) else None
    async with ctx.db.write() as tx:
        granted = await follows.receive_accept(ctx, tx, by, said.object_id, follower)
    return "" if granted else "nobody of ours has asked"
