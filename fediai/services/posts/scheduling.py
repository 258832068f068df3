"""Posting later: a draft is judged now and again when its time has come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.statuses import Draft
from fediai.services.far import resolving
from fediai.services.pictures import commands, later
from fediai.services.pictures.generations import Request
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
    """Waits from now on; what a command asks for is painted at once."""
    at, who = time_of(word), viewer.account
    plain = commands.ordinary(ctx, replace(draft, extra={**draft.extra, "scheduled_at": None}))
    request = await _picture(ctx, viewer, replace(plain, text=draft.text))
    async with ctx.db.write() as tx:
        known = await scheduled.with_key(tx, who.id, key)
        if known is not None:
            return known
        _check(tx, at)
        if await scheduled.count(tx, who.id) >= MOST:
            raise Invalid(f"Validation failed: No more than {MOST} posts can be scheduled")
        made = Scheduled(tx.new_id(), who.id, plain, key, at)
        if request is None:
            await composing.compose(ctx, tx, who, plain)
        else:
            made = await later.ask(ctx, tx, who, made, request)
        await scheduled.keep(tx, made)
        await _enqueue(tx, made)
    return made


async def _picture(ctx: Context, viewer: Viewer, draft: Draft) -> Request | None:
    """What is to be painted for it, judged now; None for an ordinary post."""
    command = await commands.command_of(ctx, draft)
    if command is None:
        return None
    if command.asks_for_help or commands.is_letter(draft, command):
        raise Invalid("Only a picture that is to be published can be scheduled, no preview and no help")
    return await commands.request_of(ctx, viewer, draft, command)


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


async def remove(tx: Transaction, owner: int, id: int) -> None:
    """It will not be published; `NotFound` when it was just now."""
    found = await of_path(tx, owner, id)
    if not await scheduled.take(tx, id):
        raise NotFound
    await later.take_back(tx, found)


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
        if author is not None and later.painting_of(found.draft):
            await later.publish(ctx, tx, author, found)
        elif author is not None and await scheduled.take(tx, found.id):
            await statuses.publish(ctx, tx, author, draft)
