"""A follower of ours goes along with somebody who moved."""

from fediai.context import Context
from fediai.services.people import moving
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def follow_on(ctx: Context, job: Job) -> Outcome:
    """Twice is once: the second time there is no old follow left."""
    async with ctx.db.write() as tx:
        await moving.follow_on(ctx, tx, job.payload["who"], job.payload["old"], job.payload["new"])
    return Done()


KIND = Kind(one_by_one(follow_on), at_once=4)
