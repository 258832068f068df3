"""Asks far servers at leisure: what an account says of itself by now."""

from fediai.context import Context
from fediai.services.far import featured, followers, resolving
from fediai.services.far.leisure import software, threads
from fediai.services.far.passing import hints
from fediai.services.links import cards, proving
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


async def follow_hint(ctx: Context, job: Job) -> Outcome:
    """What somebody else said of a post is compared with what its origin says."""
    await hints.follow(ctx, job.payload["uri"], relayed=job.payload["relayed"])
    return Done()


async def synchronise(ctx: Context, job: Job) -> Outcome:
    """Our followers of theirs are those they list."""
    await followers.synchronise(ctx, job.payload["account"], job.payload["url"])
    return Done()


async def complete_thread(ctx: Context, job: Job) -> Outcome:
    """The conversation around a post is as whole as its servers let it be."""
    await threads.complete(ctx, job.payload["status"])
    return Done()


async def find_card(ctx: Context, job: Job) -> Outcome:
    """What the page shows that a post links to."""
    await cards.find(ctx, job.payload["status"])
    return Done()


async def prove_links(ctx: Context, job: Job) -> Outcome:
    """Which pages call a profile their own."""
    await proving.prove(ctx, job.payload["account"])
    return Done()


CARD = Kind(one_by_one(find_card), at_once=8)
PROVE = Kind(one_by_one(prove_links), at_once=2)


async def describe(ctx: Context, job: Job) -> Outcome:
    """What runs on a far server is in our books, if it says so."""
    await software.describe(ctx, job.payload["host"])
    return Done()


DESCRIBE = Kind(one_by_one(describe), at_once=2)
THREAD = Kind(one_by_one(complete_thread), at_once=2)
SYNCHRONISE = Kind(one_by_one(synchronise), at_once=2)
HINT = Kind(one_by_one(follow_hint), at_once=4)
FEATURED = Kind(one_by_one(fetch_featured), at_once=2)
KIND = Kind(one_by_one(fetch), at_once=4)
