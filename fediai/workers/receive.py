"""Works on what was received: parse again, find its meaning in the table, note how it ended."""

import asyncio
import logging
from collections.abc import Sequence

from activitypub.documents import read_json
from activitypub.parse import parse_activity
from activitypub.results import Refused
from fediai import inbox
from fediai.context import Context
from fediai.services.far.passing import forwarding
from fediai.store.far import activities
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, guarded
from fediai.workers.outcomes import Done, Outcome

log = logging.getLogger(__name__)


async def receive_many(ctx: Context, batch: Sequence[Job]) -> Sequence[Outcome]:
    """Side by side; the ends of all are noted in one transaction."""
    async with ctx.db.read() as tx:
        texts = await activities.waiting(tx, [job.payload["activity"] for job in batch])
    reasons: dict[str, str] = {}

    async def one(ctx: Context, job: Job) -> Outcome:
        uri = job.payload["activity"]
        if uri in texts:
            reasons[uri] = await arrived(ctx, texts[uri])
        return Done()

    outcomes = await asyncio.gather(*(guarded(one, ctx, job) for job in batch))
    if reasons:
        async with ctx.db.write() as tx:
            await activities.settle(tx, reasons)
    return outcomes


async def arrived(ctx: Context, text: str) -> str:
    """Why it was dropped, or nothing when it was not."""
    document = read_json(text.encode(), ctx.settings.federation.max_body)
    activity = document if isinstance(document, Refused) else parse_activity(document)
    if isinstance(document, Refused) or isinstance(activity, Refused):
        return f"{activity.reason}: {activity.detail}" if isinstance(activity, Refused) else ""
    owners = await forwarding.owners_of_the_thread(ctx, document, activity)  # before a Delete takes it away
    dropped = await inbox.handle(ctx, activity)
    if owners and not dropped:
        await forwarding.carry_on(ctx, activity, document, text, owners)
    if dropped:
        log.debug("dropped %s %s: %s", type(activity).__name__, activity.id, dropped)
    return dropped


KIND = Kind(receive_many)
