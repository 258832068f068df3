"""Polls by the clock: far servers hear of votes now and then, and everybody concerned of the end."""

from fediai.context import Context
from fediai.services.posts import polls
from fediai.store.jobs import Job
from fediai.store.posts import polls as store
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome, Wait


async def end(ctx: Context, job: Job) -> Outcome:
    """An edit may have moved the end; then this errand waits for it."""
    async with ctx.db.write() as tx:
        poll = await store.by_id(tx, 0, job.payload["poll"])
        if poll is None or poll.expires_at is None:
            return Done()
        if not poll.expired:
            return Wait(poll.expires_at)
        await polls.end(ctx, tx, poll)
    return Done()


async def tell(ctx: Context, job: Job) -> Outcome:
    """How it stands, votes of the last minutes together."""
    async with ctx.db.write() as tx:
        poll = await store.by_id(tx, 0, job.payload["poll"])
        if poll is not None:
            await polls.tell(ctx, tx, poll)
    return Done()


END = Kind(one_by_one(end))
TELL = Kind(one_by_one(tell))
