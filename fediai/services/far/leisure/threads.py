"""The rest of a conversation, asked for when one of ours opens it: what a post answers, and what answers it.

Every post is fetched from its own origin. A list (`replies`, FEP-7888 `context`) is believed in nothing but that
something may be there, and what is there counts only if it says itself that it belongs to this conversation.
"""

import asyncio
from datetime import timedelta

from activitypub.addressing import Visibility as Audience
from activitypub.addressing import visibility_of
from activitypub.documents import same_origin
from activitypub.lookup import find_by_url, find_items
from activitypub.objects import Note
from fediai.context import Context
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.federation.drive import Budget
from fediai.services.far import resolving
from fediai.services.far.fetching import run
from fediai.services.posts.timelines import above_of
from fediai.store import jobs
from fediai.store.jobs import Job
from fediai.store.posts import statuses, threads

AGAIN = timedelta(minutes=15)  # whoever opens it sooner sees what was found then
ABOVE = 20  # posts that are looked for on the way up
DEPTH = 3  # answers, answers to answers, and once more
LISTED, PAGES = 40, 3  # ids of one list, and its pages
PATIENCE = 60  # seconds for all of it
NOBODY = 0


async def opened(ctx: Context, id: int) -> None:
    """One of ours looks at this post: what is missing around it is fetched later, if it can be and was not lately."""
    limit = ctx.settings.federation.fetches_per_thread
    if not limit or not ctx.far.is_due(id, ctx.clock(), AGAIN):
        return
    async with ctx.db.read() as tx:
        status = await statuses.by_id(tx, id)
    if status is None or status.reblog_of_id or (status.local and not status.in_reply_to_uri):
        return
    async with ctx.db.write() as tx:
        await jobs.enqueue(tx, Job("thread", {"status": id}, unique_key=f"thread|{id}"))


async def complete(ctx: Context, id: int) -> None:
    """Up to what it all began with, then down; within a budget of fetches, of one host at most half of it."""
    async with ctx.db.read() as tx:
        status = await statuses.by_id(tx, id)
        around = await threads.thread(tx, NOBODY, status.thread_id) if status else []
    if status is None:
        return
    limit = ctx.settings.federation.fetches_per_thread
    budget = Budget(limit, of_a_host=(limit + 1) // 2)
    try:
        async with asyncio.timeout(PATIENCE):
            await _above(ctx, [*above_of(status, around), status][0], budget)
            if not status.local and status.visibility in OPEN:
                await _below(ctx, status.uri, budget)
    except TimeoutError:
        return  # what came by then stays


async def _above(ctx: Context, top: Status, budget: Budget) -> None:
    if top.in_reply_to_uri and top.in_reply_to_id is None:
        await resolving.keep_ancestors(ctx, top.in_reply_to_uri, budget, ABOVE)


async def _below(ctx: Context, uri: str, budget: Budget) -> None:
    """Level by level, so that a long quarrel under one answer leaves something for the others."""
    found = await run(ctx, find_by_url(uri), budget)
    if not isinstance(found, Note) or found.id != uri:
        return
    await _conversation(ctx, found, budget)
    level = [found]
    for _ in range(DEPTH):
        level = [answer for note in level for answer in await _answers(ctx, note, budget)]


async def _conversation(ctx: Context, note: Note, budget: Budget) -> None:
    """What its author's server counts to the same conversation, in the order in which it was said."""
    if not same_origin(note.context, note.id):
        return
    for uri in await run(ctx, find_items(note.context or "", PAGES, LISTED), budget):
        if not ctx.urls.is_ours(uri) and not await resolving.is_known(ctx, uri):
            found = await run(ctx, find_by_url(uri), budget)
            if isinstance(found, Note) and found.context == note.context and await _answers_something(ctx, found):
                await _keep(ctx, found, budget)


async def _answers_something(ctx: Context, note: Note) -> bool:
    """Does it hang on a post that we have?"""
    return note.in_reply_to is not None and await resolving.is_known(ctx, note.in_reply_to)


async def _answers(ctx: Context, note: Note, budget: Budget) -> list[Note]:
    """Those listed by its author's server that say themselves that they answer it, and were new to us."""
    if not same_origin(note.replies, note.id):
        return []
    new = []
    for uri in await run(ctx, find_items(note.replies or "", PAGES, LISTED), budget):
        if not ctx.urls.is_ours(uri) and not await resolving.is_known(ctx, uri):
            found = await run(ctx, find_by_url(uri), budget)
            if isinstance(found, Note) and found.in_reply_to == note.id and await _keep(ctx, found, budget):
                new.append(found)
    return new


async def _keep(ctx: Context, note: Note, budget: Budget) -> bool:
    """Kept, if it was said to everybody."""
    is_open = visibility_of(note.to, note.cc, None) in (Audience.PUBLIC, Audience.UNLISTED)
    return is_open and await resolving.keep_one(ctx, note, budget) is not None
