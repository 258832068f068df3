"""Asks far servers at leisure: what an account says of itself by now."""

from fediai.context import Context
from fediai.services.far import featured, resolving
from fediai.store.jobs import Job
from fediai.store.people import accounts
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def fetch(ctx: Context, job: Job) -> Outcome:
    """The account is as fresh as its server lets it be."""
    async with ctx.db.read() as tx:
        known = await accounts.by_id(tx, job.payload["account"])
    if known is not None and not known.is_local:
        await resolving.refresh(ctx, known)
    return Done()


async def fetch_featured(ctx: Context, job: Job) -> Outcome:
    """What it shows first is shown first here, too."""
    async with ctx.db.read() as tx:
        known = await accounts.by_id(tx, job.payload["account"])
    if known is not None and not known.is_local:
        await featured.fetch(ctx, known)
    return Done()


FEATURED = Kind(one_by_one(fetch_featured), at_once=2)
KIND = Kind(one_by_one(fetch), at_once=4)
