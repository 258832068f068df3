"""A new post from elsewhere."""

from datetime import timedelta

from activitypub.activities import Create
from activitypub.objects import Note
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.federation.drive import Budget
from fediai.federation.translate.note import remote_status
from fediai.inbox.reading import votes
from fediai.inbox.reading.notes import concerns_us, note_in
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of
from fediai.services.letters import guests
from fediai.services.posts import arrivals
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job

FRESH = timedelta(days=1)


async def received(ctx: Context, by: Account, said: Create) -> str:
    """Kept if it concerns anybody here, with what it replies to."""
    budget = budget_of(ctx)
    note = await note_in(ctx, by, said, budget)
    if isinstance(note, str):
        return note
    if votes.is_vote(ctx, note):
        return await votes.received(ctx, by, note)
    if not await concerns_us(ctx, by, note):
        return "nobody here follows its author or is addressed"
    return await keep(ctx, by, note, budget)


async def keep(ctx: Context, by: Account, note: Note, budget: Budget) -> str:
    """What is missing is fetched first, so that the transaction waits for nobody."""
    await resolving.keep_ancestors(ctx, note.in_reply_to, budget)
    remote = await resolving.with_its_quote(ctx, by, remote_status(note, by.followers_url), budget)
    async with ctx.db.write() as tx:
        kept = await arrivals.store_remote(ctx, tx, by, remote)
        if kept and guests.is_called(ctx, remote):
            await guests.called(ctx, tx, by, kept)
        await _look_again(tx, by)
    return "" if kept else "it was deleted before it came"


async def _look_again(tx: Transaction, by: Account) -> None:
    """Profiles change without notice to those who do not follow: once a day is often enough to look."""
    if by.fetched_at is None or tx.now - by.fetched_at > FRESH:
        await jobs.enqueue(tx, Job("fetch", {"account": by.id}, unique_key=f"fetch|{by.id}"))
