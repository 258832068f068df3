"""Carries bells to phones."""

from fediai.context import Context
from fediai.services.people import pushing
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, GiveUp, Outcome, Retry

TRIES, PAUSE = 5, 60.0


async def push(ctx: Context, job: Job) -> Outcome:
    """A few times; what is an hour old is no news."""
    error = await pushing.send(ctx, job.payload["notification"], job.payload["subscription"])
    if not error:
        return Done()
    return GiveUp(error) if job.attempts >= TRIES else Retry(PAUSE * job.attempts, error)


KIND = Kind(one_by_one(push))
