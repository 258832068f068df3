"""What somebody far left behind is cleared away."""

from datetime import timedelta

from fediai.context import Context
from fediai.services.far import leaving
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def clear_away(ctx: Context, job: Job) -> Outcome:
    """Done when nothing is left."""
    await leaving.clear_away(ctx, job.payload["account"])
    return Done()


KIND = Kind(one_by_one(clear_away), at_once=1, lease=timedelta(minutes=15))
