"""Errands of moving house: followers go along, lists are read on, archives packed, what is left behind cleared away."""

from datetime import timedelta

from fediai.context import Context
from fediai.services.far import archive, leaving
from fediai.services.moving import importing, moves
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def follow_on(ctx: Context, job: Job) -> Outcome:
    """A follower of ours goes along; twice is once: the second time there is no old follow left."""
    async with ctx.db.write() as tx:
        await moves.follow_on(ctx, tx, job.payload["who"], job.payload["old"], job.payload["new"])
    return Done()


async def read_on(ctx: Context, job: Job) -> Outcome:
    """A few lines of a list; the next step is an errand of its own, so that others get their turn."""
    await importing.step(ctx, job.payload["import"])
    return Done()


async def pack(ctx: Context, job: Job) -> Outcome:
    """An archive lies ready."""
    await archive.pack(ctx, job.payload["archive"])
    return Done()


async def clear_away(ctx: Context, job: Job) -> Outcome:
    """Nothing is left of a far account that is gone."""
    await leaving.clear_away(ctx, job.payload["account"])
    return Done()


FOLLOW_ON = Kind(one_by_one(follow_on), at_once=4)
IMPORT = Kind(one_by_one(read_on), at_once=2, lease=timedelta(minutes=15))
ARCHIVE = Kind(one_by_one(pack), at_once=1, lease=timedelta(minutes=30))
CLEAR_AWAY = Kind(one_by_one(clear_away), at_once=1, lease=timedelta(minutes=15))
