"""A post, a whole account, or the consent to a quote is gone."""

from activitypub.activities import Delete
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far import leaving
from fediai.services.letters import guests
from fediai.services.posts import arrivals, quoting


async def received(ctx: Context, by: Account, said: Delete) -> str:
    """Only one's own, and oneself."""
    async with ctx.db.write() as tx:
        if said.object_id == by.uri:
            await leaving.part(ctx, tx, by)
            return ""
        if await quoting.was_revoked(ctx, tx, by, said.object_id or ""):
            return ""
        await guests.taken_back(ctx, tx, by, said.object_id or "")
        gone = await arrivals.delete_remote(ctx, tx, by, said.object_id or "")
    return "" if gone else "it is somebody else's"
