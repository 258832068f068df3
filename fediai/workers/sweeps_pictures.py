"""Chores around pictures: silent painters, forgotten stand-ins, ids that nobody asks for any more."""

from datetime import timedelta

from fediai.context import Context
from fediai.services.pictures import painting, remote_media
from fediai.store.pictures import generations

STALE = timedelta(hours=24)


async def return_expired_leases(ctx: Context) -> int:
    """What a silent painter holds goes back to its place in the queue."""
    return await painting.give_back_overdue(ctx)


async def forget_old_aliases(ctx: Context) -> int:
    """Stand-ins' ids stop leading anywhere after their days; idempotency keys are forgotten sooner."""
    async with ctx.db.write() as tx:
        await generations.forget_keys(tx, tx.now - STALE)
        return await generations.forget_aliases(tx)


async def drop_old_copies(ctx: Context) -> int:
    """Far pictures that were fetched long ago; they are fetched again when somebody looks."""
    return await remote_media.drop_old_copies(ctx)


async def fail_stale_pending(ctx: Context) -> int:
    """Nobody waits for a picture for longer than a day."""
    async with ctx.db.write() as tx:
        stale = await generations.stale(tx, tx.now - STALE)
        for generation in stale:
            await painting.fail(ctx, tx, generation.id, "no painter came for a whole day")
    return len(stale)
