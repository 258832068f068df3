"""Errand `sever`: follows end and copies go, a few at a time, so that nobody waits for a large server."""

from datetime import timedelta

from fediai.context import Context
from fediai.services.moderation import severing
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def sever(ctx: Context, job: Job) -> Outcome:
    """Done when nothing is left."""
    while await severing.step(ctx, job.payload):
        pass
    return Done()


KIND = Kind(one_by_one(sever), at_once=1, lease=timedelta(minutes=15))
