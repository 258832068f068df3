"""Posting later: a draft is judged now and again when its time has come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.statuses import Draft
from fediai.services.far import resolving
from fediai.services.pictures import commands
from fediai.services.posts import composing, statuses
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.people import accounts
from fediai.store.posts import scheduled
from fediai.store.posts.scheduled import Scheduled

SOONEST, MOST = timedelta(minutes=5), 300


def time_of(word: str) -> datetime:
    """ISO 8601, or `Invalid`; without a zone it is UTC. The year 4999 is as good as any: apps keep drafts there."""
    try:
        at = datetime.fromisoformat(word.strip())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as cause:
        raise Invalid("Record invalid") from cause  # the words that clients know


def _check(tx: Transaction, at: datetime) -> None:
    if at < tx.now + SOONEST:
        raise Invalid("Validation failed: Scheduled at The scheduled date must be at least 5 minutes in the future")


async def schedule(ctx: Context, viewer: Viewer, draft: Draft, word: str, key: str) -> Scheduled:
    """Waits from now on; a picture can't be asked for later."""
    at, who = time_of(word), viewer.account
    await commands.perform(ctx, viewer, draft, "")  # refuses, in a sentence, whatever is a command
    plain = commands.ordinary(ctx, draft)
    async with ctx.db.write() as tx:
        known = await scheduled.with_key(tx, who.id, key)
        if known is not None:
            return known
        _check(tx, at)
        if await scheduled.count(tx, who.id) >= MOST:
            raise Invalid(f"Validation failed: No more than {MOST} posts can be scheduled")
        waits = replace(plain, extra={**plain.extra, "scheduled_at": None})
        await composing.compose(ctx, tx, who, waits)
        made = Scheduled(tx.new_id(), who.id, waits, key, at)
        await scheduled.keep(tx, made)
        await _enqueue(tx, made)
    return made


async def _enqueue(tx: Transaction, one: Scheduled) -> None:
    key = f"publish|{one.id}|{one.scheduled_at.isoformat()}"
    await jobs.enqueue(tx, Job("publish", {"scheduled": one.id}, unique_key=key, after=one.scheduled_at - tx.now))


async def of_path(tx: Transaction, owner: int, id: int) -> Scheduled:
    """This person's, or `NotFound`."""
    found = await scheduled.one(tx, owner, id)
    if found is None:
        raise NotFound
    return found


async def move(tx: Transaction, owner: int, id: int, word: str) -> Scheduled:
    """Another time; the errand of the old one will find nothing to do."""
    at = time_of(word)
    _check(tx, at)
    moved = replace(await of_path(tx, owner, id), scheduled_at=at)
    await scheduled.move(tx, id, at)
    await _enqueue(tx, moved)
    return moved


async def publish(ctx: Context, id: int) -> None:
    """Its time has come: published exactly once. What it answered may be gone; then it stands alone."""
    async with ctx.db.read() as tx:
        found = await scheduled.by_id(tx, id)
        author = await accounts.by_id(tx, found.account_id) if found else None
        is_due = found is not None and found.scheduled_at <= tx.now
    if found is None or author is None or not is_due or author.suspended_at is not None:
        return
    await resolving.resolve_mentions(ctx, found.draft.text, by=author)
    try:
        await _publish(ctx, found, found.draft)
    except NotFound:
        await _publish(ctx, found, replace(found.draft, in_reply_to_id=None))


async def _publish(ctx: Context, found: Scheduled, draft: Draft) -> None:
    async with ctx.db.write() as tx:
        author = await accounts.by_id(tx, found.account_id)
        if author is not None and await scheduled.take(tx, found.id):
            await statuses.publish(ctx, tx, author, draft)
