"""Somebody said that there is something new: its origin is asked what is true."""

from activitypub.addressing import visibility_of
from activitypub.lookup import find_by_url
from activitypub.objects import Note, Tombstone
from activitypub.results import Reason, Refused
from fediai.context import Context
from fediai.domain.statuses import Status
from fediai.federation.drive import Budget
from fediai.federation.translate.note import remote_status
from fediai.services.far import resolving
from fediai.services.far.fetching import run
from fediai.services.posts import arrivals
from fediai.store.people import accounts
from fediai.store.posts import statuses

FETCHES = 5  # a post, its author, their handle; relays carry thousands that nobody here asked for


async def follow(ctx: Context, uri: str, *, relayed: bool) -> None:
    """The post is here as its origin shows it by now; gone for good there, it is gone here."""
    budget = Budget(FETCHES)
    async with ctx.db.read() as tx:
        known = await statuses.by_uri(tx, uri)
    if known is not None and known.local:
        return
    found = await run(ctx, find_by_url(uri), budget)
    if known is not None:
        await _compare(ctx, known, found, budget)
    elif isinstance(found, Note) and await _is_welcome(ctx, found, relayed=relayed):
        await resolving.keep_one(ctx, found, budget)


async def _is_welcome(ctx: Context, note: Note, *, relayed: bool) -> bool:
    """Relays carry what is for everybody; others bring us answers to what we know."""
    if relayed:
        return visibility_of(note.to, note.cc, None) == "public"
    async with ctx.db.read() as tx:
        return note.in_reply_to is not None and await statuses.by_uri(tx, note.in_reply_to) is not None


async def _compare(ctx: Context, known: Status, found: object, budget: Budget) -> None:
    """404 proves nothing: servers say so of what the asker may not see."""
    async with ctx.db.read() as tx:
        author = await accounts.by_id(tx, known.account_id)
    if author is None:
        return
    if isinstance(found, Tombstone) or (isinstance(found, Refused) and found.reason is Reason.GONE):
        async with ctx.db.write() as tx:
            await arrivals.delete_remote(ctx, tx, author, known.uri)
    elif isinstance(found, Note) and found.id == known.uri and found.attributed_to == author.uri:
        remote = remote_status(found, author.followers_url)
        remote = await resolving.with_its_quote(ctx, author, remote, budget)
        async with ctx.db.write() as tx:
            await arrivals.update_remote(ctx, tx, author, remote)
