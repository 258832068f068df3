"""Somebody elsewhere likes a status."""

from activitypub.activities import Like
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.posts import arrivals
from fediai.store.posts import statuses


async def received(ctx: Context, by: Account, said: Like) -> str:
    """Counts once, and only for what they may see."""
    async with ctx.db.write() as tx:
        status = await statuses.by_uri(tx, said.object_id or "")
        if status is None:
            return "the status is not known here"
        counted = await arrivals.favourite(ctx, tx, by, status, said.id or "")
    return "" if counted else "it changes nothing"
