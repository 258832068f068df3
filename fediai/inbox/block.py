"""Somebody elsewhere wants nothing to do with one of our people."""

from activitypub.activities import Block
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.inbox.reading.people import ours
from fediai.services.people import follows


async def received(ctx: Context, by: Account, said: Block) -> str:
    """Both follows end; neither sees the other's posts."""
    async with ctx.db.write() as tx:
        target = await ours(tx, said.object_id)
        if target is None:
            return "it blocks nobody of ours"
        await follows.receive_block(ctx, tx, by, target, said.id or "")
    return ""
