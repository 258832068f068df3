"""Chores about far servers."""

from datetime import timedelta

from fediai.context import Context
from fediai.store import jobs
from fediai.store.far import activities, neighbours, peers

KEPT = timedelta(days=30)


async def forget_old_activities(ctx: Context) -> int:
    """What was said a month ago is known by its effects; how many were forgotten."""
    async with ctx.db.write() as tx:
        return await activities.forget(tx, KEPT)


async def forget_silent_peers(ctx: Context) -> int:
    """Servers that nothing good was heard of for a month, and deliveries given up as long ago."""
    async with ctx.db.write() as tx:
        return await peers.forget(tx, KEPT) + await jobs.forget(tx, KEPT)


async def forget_spendings(ctx: Context) -> int:
    """Public posts count for a day."""
    async with ctx.db.write() as tx:
        return await neighbours.forget(tx)
