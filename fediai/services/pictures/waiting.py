"""Holding a request until its picture is there, and not a moment longer than clients are patient."""

import asyncio

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound, Unavailable
from fediai.domain.events import Event, GenerationMoved
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import StatusView
from fediai.services.pictures import publishing, standins
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.pictures import generations, generator_tokens
from fediai.store.posts import statuses

LONGEST = 20.0  # seconds: some clients give up after thirty
WITHOUT_PAINTER = 2.0  # one may be about to come back
LOOK_EVERY = 2.0  # an event may be lost on its way between processes; the row never is
PATIENT = 540.0  # seconds: programs that ask for a picture wait ten minutes for it
SETTLED = frozenset({GenerationState.READY, GenerationState.FAILED, GenerationState.CANCELLED})


async def outcome(ctx: Context, author: Account, generation: Generation) -> StatusView:
    """The final status when it is ready in time, else what stands for it; `Invalid` with the reason when it failed."""
    last = await settled(ctx, generation, await _patience(ctx, generation))
    async with ctx.db.write() as tx:
        if last.state not in SETTLED:
            last = await _stood_in(ctx, tx, author, last)
        return await _shown(ctx, tx, author, last)


async def _patience(ctx: Context, generation: Generation) -> float:
    wanted = min(ctx.settings.posting.wait_seconds, LONGEST)
    async with ctx.db.read() as tx:
        awake = await generator_tokens.awake(tx)
    return wanted if awake else min(wanted, WITHOUT_PAINTER)


async def settled(ctx: Context, generation: Generation, seconds: float) -> Generation:
    """The generation as it is as soon as nothing more will happen to it, or after so many seconds."""
    news = asyncio.Event()

    def heard(event: Event) -> None:
        if isinstance(event, GenerationMoved) and event.generation_id == generation.id and event.state in SETTLED:
            news.set()

    unlisten = ctx.bus.listen(heard)
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    try:
        while True:
            news.clear()
            async with ctx.db.read() as tx:
                found = await generations.by_id(tx, generation.id)
            left = end - loop.time()
            if found is None or found.state in SETTLED or left <= 0:
                return found or generation
            await _wait(news, min(left, LOOK_EVERY))
    finally:
        unlisten()


def check_ready(last: Generation) -> None:
    """Nothing when the pictures are there; else the error that says why not."""
    if last.state is GenerationState.FAILED:
        raise Invalid(f"The picture could not be painted: {last.error}")
    if last.state is GenerationState.CANCELLED:
        raise Invalid("This painting was cancelled")
    if last.state is not GenerationState.READY:
        raise Unavailable("The picture is not there yet; it is painted all the same", retry_after=60)


async def _wait(news: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(news.wait(), seconds)
    except TimeoutError:
        return


async def _stood_in(ctx: Context, tx: Transaction, author: Account, last: Generation) -> Generation:
    """With a stand-in, unless it has one, changes a published status, or was settled just now."""
    if last.pending_status_id is None and publishing.replaced(last) is None:
        await standins.put_up(ctx, tx, author, last)
    return await generations.by_id(tx, last.id) or last


async def _shown(ctx: Context, tx: Transaction, author: Account, last: Generation) -> StatusView:
    if last.state is GenerationState.FAILED and last.pending_status_id is None:
        raise Invalid(f"The picture could not be painted: {last.error}")
    if last.state is GenerationState.CANCELLED:
        raise Invalid("This painting was cancelled")
    shown = last.status_id or last.pending_status_id or publishing.replaced(last)
    status = await statuses.by_id(tx, shown) if shown else None
    if status is None:
        raise NotFound
    return await views.view(ctx, tx, author, status)
