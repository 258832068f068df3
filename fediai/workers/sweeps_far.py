"""Chores about far servers."""

from datetime import timedelta

from fediai.context import Context
from fediai.store.far import activities

KEPT = timedelta(days=30)


async def forget_old_activities(ctx: Context) -> int:
    """What was said a month ago is known by its effects; how many were forgotten."""
    async with ctx.db.write() as tx:
        return await activities.forget(tx, KEPT)
