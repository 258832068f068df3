"""Publishes what was written for later, posts and announcements."""

from fediai.context import Context
from fediai.domain.errors import DomainError
from fediai.services.moderation import announcements
from fediai.services.posts import scheduling
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, GiveUp, Outcome


async def publish(ctx: Context, job: Job) -> Outcome:
    """What can't be said any more (its file is gone, say) stays in the list of its author."""
    try:
        await scheduling.publish(ctx, job.payload["scheduled"])
    except DomainError as error:
        return GiveUp(error.sentence)
    return Done()


async def announce(ctx: Context, job: Job) -> Outcome:
    """To whoever listens."""
    async with ctx.db.write() as tx:
        await announcements.begin(tx, job.payload["announcement"])
    return Done()


KIND = Kind(one_by_one(publish))
ANNOUNCE = Kind(one_by_one(announce))
