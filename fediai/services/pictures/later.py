"""Pictures for posts that wait: painted at once, shown in the list, published with the post when its time comes."""

from dataclasses import replace
from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.statuses import Draft
from fediai.services.pictures import generations, publishing
from fediai.services.pictures.generations import Request
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.pictures import easels
from fediai.store.pictures import generations as store
from fediai.store.posts import scheduled
from fediai.store.posts.scheduled import Scheduled

PAINTING = "generation"  # the word in a waiting draft's `extra`


def painting_of(draft: Draft) -> int | None:
    """The painting that a waiting post is to show, if it asked for one."""
    said = draft.extra.get(PAINTING)
    return int(said) if said else None


async def ask(ctx: Context, tx: Transaction, author: Account, waits: Scheduled, request: Request) -> Scheduled:
    """It is being painted now; the post that waits knows what it waits for."""
    posting = replace(request.post or Posting(), scheduled_id=waits.id)
    asked = await generations.ask(ctx, tx, author, replace(request, post=posting))
    draft = waits.draft
    return replace(waits, draft=replace(draft, extra={**draft.extra, PAINTING: str(asked.id)}))


async def again(ctx: Context, tx: Transaction, author: Account, failed: Generation, flags: str) -> None:
    """Another try for a post that still waits."""
    found = await scheduled.by_id(tx, failed.posting.scheduled_id or 0) if failed.posting else None
    if found is None:
        raise Invalid("The post is not in your list any more")
    made = await ask(ctx, tx, author, found, generations.once_more(failed, flags))
    await scheduled.redraft(tx, found.id, made.draft)


async def ready(tx: Transaction, generation: Generation, media_ids: list[int]) -> None:
    """Shown with the post that waits, and published when its time comes or, if that has passed, now."""
    waits = generation.posting.scheduled_id if generation.posting else None
    found = await scheduled.by_id(tx, waits or 0)
    if found is None:
        return  # taken back in the meantime: the pictures lie in their author's studio
    await scheduled.wait_with(tx, found.id, media_ids)
    key = f"publish|{found.id}|{generation.id}"
    due = max(found.scheduled_at - tx.now, timedelta())
    await jobs.enqueue(tx, Job("publish", {"scheduled": found.id}, unique_key=key, after=due))


async def publish(ctx: Context, tx: Transaction, author: Account, found: Scheduled) -> None:
    """Exactly once; nothing while it is being painted, and nothing when that failed: the post stays in the list."""
    generation = await store.by_id(tx, painting_of(found.draft) or 0)
    if generation is None or generation.state is not GenerationState.READY or not await scheduled.take(tx, found.id):
        return
    pictures = (await easels.media_ids(tx, [generation.id])).get(generation.id, [])
    await publishing.publish(ctx, tx, author, generation, pictures)


async def take_back(tx: Transaction, found: Scheduled) -> None:
    """Nobody waits for its picture any more."""
    if painting := painting_of(found.draft):
        await generations.end(tx, painting, GenerationState.CANCELLED)
