"""Errand `develop`: a painter's files become pictures that can be shown; one generation each."""

from datetime import timedelta

from fediai.context import Context
from fediai.services.pictures import developing
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def handle(ctx: Context, job: Job) -> Outcome:
    """Develops and publishes what came in, and removes the raw files."""
    await developing.develop(ctx, job.payload["generation"])
    return Done()


KIND = Kind(one_by_one(handle), at_once=4, lease=timedelta(minutes=5))
