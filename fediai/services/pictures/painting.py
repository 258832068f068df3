"""Handing prompts to painters and taking their pictures: each arrives once, whatever fails returns to its place."""

import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from fediai.context import Context
from fediai.domain.events import GenerationMoved, GenerationsDue
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures import imagine
from fediai.domain.pictures.generations import Generation
from fediai.services.pictures import generations, sources, standins
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.pictures import easels
from fediai.store.pictures import generations as store
from fediai.store.pictures.easels import Arrival, Lease
from generators.contract import Offer, Picture, Prompt, batch_key

log = logging.getLogger(__name__)

LOOK_AT = 64  # generations from which a batch is chosen
SUFFIX = ".raw"  # what a worker sent is never served: it may carry anything


@dataclass(frozen=True, slots=True)
class Piece:
    """One item of a generation, as the prompt that a painter gets."""

    generation: Generation
    item: int
    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Commission:
    """What one painter holds under one lease."""

    lease: Lease
    pieces: tuple[Piece, ...]


async def commission(ctx: Context, worker: str, offer: Offer) -> Commission | None:
    """The next prompts that fit together, leased to this worker, with what they begin with; None when nobody waits."""
    while (leased := await _leased(ctx, worker, offer)) is not None:
        handed = [(piece, await sources.handed(ctx, piece.generation, piece.prompt)) for piece in leased.pieces]
        gone = {piece.generation.id for piece, prompt in handed if prompt is None}
        await give_back(ctx, leased.lease, gone, sources.GONE, final=True)
        if ready := tuple(replace(piece, prompt=prompt) for piece, prompt in handed if prompt is not None):
            return Commission(leased.lease, ready)
    return None


async def _leased(ctx: Context, worker: str, offer: Offer) -> Commission | None:
    async with ctx.db.write() as tx:
        waiting = [one for one in await easels.next_in_turn(tx, LOOK_AT) if _can(offer, one)]
        if not waiting:
            return None
        done = await easels.hung(tx, [one.id for one in waiting])
        pieces = batch_of(waiting, done, offer)
        lease = Lease(secrets.token_urlsafe(16), worker, tx.now + _length(ctx))
        chosen = {piece.generation.id: piece.generation for piece in pieces}
        await easels.lease(tx, list(chosen), lease)
        for one in chosen.values():
            tx.emit(GenerationMoved(one.id, one.account_id, GenerationState.RUNNING))
    return Commission(lease, pieces)


def _can(offer: Offer, generation: Generation) -> bool:
    """Has this painter what was asked for by name, and can it begin with a picture where that is wanted?

    Once a picture came in (then there is a label) `model` says who painted it, and anybody may paint the others.
    """
    has_model = generation.model in ("", *offer.models) or generation.label != ""
    return has_model and (offer.edits or generation.source_media_id is None)


def _model(offer: Offer, generation: Generation) -> str:
    return generation.model if generation.model in offer.models else ""


def batch_of(waiting: Sequence[Generation], done: Mapping[int, set[int]], offer: Offer) -> tuple[Piece, ...]:
    """The first in turn whole, and of the others those that can share its batch, as long as there is room.

    What came back from a painter goes alone: if it is what killed that one, it must not take others down with it.
    """
    chosen: list[Piece] = []
    for generation in waiting:
        pieces = _pieces(generation, done.get(generation.id, set()), offer)
        fits = not chosen or (
            len(chosen) + len(pieces) <= offer.batch
            and batch_key(pieces[0].prompt) == batch_key(chosen[0].prompt)
            and not generation.attempts + chosen[0].generation.attempts
        )
        chosen += pieces if fits else ()
        if len(chosen) >= offer.batch:
            break
    return tuple(chosen)


def _pieces(generation: Generation, done: set[int], offer: Offer) -> list[Piece]:
    """What is still to be painted of it; each item has its own seed."""
    width, height = imagine.within(generation.width, generation.height, offer.largest)
    return [
        Piece(
            generation,
            item,
            Prompt(
                generation.prompt, generation.negative, width, height, generation.seed + item,
                generation.steps, generation.guidance, generation.style, _model(offer, generation),
                strength=generation.strength,
            ),
        )
        for item in range(generation.pictures)
        if item not in done
    ]  # fmt: skip


def _length(ctx: Context) -> timedelta:
    return timedelta(seconds=ctx.settings.generator.lease_seconds)


async def renew(ctx: Context, lease: Lease, steps: Mapping[int, tuple[int, int]]) -> Lease:
    """The painter is still at it: by generation, the step and of how many."""
    async with ctx.db.write() as tx:
        longer = Lease(lease.claim, lease.worker, tx.now + _length(ctx))
        await easels.renew(tx, longer, steps)
    return longer


async def receive(ctx: Context, lease: Lease, generation_id: int, item: int, picture: Picture, label: str) -> bool:
    """Keeps the picture, unless the lease is no longer the present one: each appears exactly once."""
    file = ctx.files.new_key(SUFFIX)
    await ctx.files.save(file, picture.data)
    arrival = Arrival(item, picture.seed, file, picture.model, label, picture.digital_source_type)
    async with ctx.db.write() as tx:
        renewed = Lease(lease.claim, lease.worker, tx.now + _length(ctx))
        complete = await easels.receive(tx, generation_id, renewed, arrival)
        if complete:
            await jobs.enqueue(tx, Job("develop", {"generation": generation_id}, unique_key=f"develop:{generation_id}"))
    if complete is None:
        log.info("a late picture for generation %s was dropped", generation_id)
        await ctx.files.delete(file)
    return complete is not None


async def give_back(ctx: Context, lease: Lease, ids: Iterable[int], reason: str, *, final: bool = False) -> None:
    """These return to their place in the queue, or fail after the last attempt (or if another would not help)."""
    wanted = list(ids)
    if not wanted:
        return
    async with ctx.db.write() as tx:
        for each in wanted:
            found = await store.by_id(tx, each)
            if found and found.claim == lease.claim and found.state is GenerationState.RUNNING:
                await _return(ctx, tx, found, reason, final=final)


async def give_back_overdue(ctx: Context) -> int:
    """Whoever was silent for a whole lease is painted by somebody else."""
    async with ctx.db.write() as tx:
        overdue = await store.overdue(tx)
        for generation in overdue:
            await _return(ctx, tx, generation, "the painter fell silent")
    return len(overdue)


async def give_back_held_by(ctx: Context, hub: str) -> int:
    """After a crash of ours: what our painters held before it is free again."""
    async with ctx.db.write() as tx:
        held = await store.held_by(tx, hub)
        for generation in held:
            await _return(ctx, tx, generation, "the server was restarted")
    return len(held)


async def _return(ctx: Context, tx: Transaction, generation: Generation, reason: str, *, final: bool = False) -> None:
    if final or generation.attempts >= ctx.settings.generator.attempts:
        await fail(ctx, tx, generation.id, reason)
        return
    back = await store.move(
        tx, generation.id, GenerationState.QUEUED, held=generation.claim, claim="", leased_until=None, step=0,
        of_steps=0, error=reason,
    )  # fmt: skip
    if back:
        generations.moved(tx, back)
        tx.emit(GenerationsDue())


async def fail(ctx: Context, tx: Transaction, id: int, reason: str) -> None:
    """There will be no picture: its share is given back and its author is told why."""
    failed = await generations.end(tx, id, GenerationState.FAILED, reason)
    if failed:
        await standins.tell_failure(ctx, tx, failed)
