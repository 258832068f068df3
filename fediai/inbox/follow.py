"""Somebody elsewhere asks to follow one of our people."""

from activitypub.activities import Follow
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.inbox.reading.people import ours
from fediai.services.people import follows


async def received(ctx: Context, by: Account, said: Follow) -> str:
    """Accepted at once, asked about, or refused: `services.follows` decides and answers."""
    async with ctx.db.write() as tx:
        target = await ours(tx, said.object_id)
        if target is None or said.id is None:
            return "it asks to follow nobody of ours"
        await follows.receive_follow(ctx, tx, by, target, said.id)
    return ""
