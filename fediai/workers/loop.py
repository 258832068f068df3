"""Claim, run, settle: the loop that does what falls due. Handlers are idempotent because a lease can expire."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from fediai.context import Context
from fediai.domain.events import Event, JobsDue
from fediai.domain.retries import Never, next_try
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.workers.outcomes import Done, GiveUp, Outcome, Retry, Wait

log = logging.getLogger(__name__)

Handler = Callable[[Context, Sequence[Job]], Awaitable[Sequence[Outcome]]]
LOOK_EVERY = 1.0  # seconds between looks when nobody tells us of work


@dataclass(frozen=True, slots=True)
class Kind:
    """How errands of one kind are run: a handler for many, how many at once, for how long they are ours.

    `runners` work side by side, so that one batch that waits for a slow stranger does not hold up the others.
    """

    handler: Handler
    at_once: int = 16
    lease: timedelta = timedelta(minutes=2)
    runners: int = 1


def one_by_one(handle: Callable[[Context, Job], Awaitable[Outcome]]) -> Handler:
    """A handler for many from a handler for one; they run side by side."""

    async def handler(ctx: Context, batch: Sequence[Job]) -> Sequence[Outcome]:
        return await asyncio.gather(*(guarded(handle, ctx, job) for job in batch))

    return handler


async def guarded(handle: Callable[[Context, Job], Awaitable[Outcome]], ctx: Context, job: Job) -> Outcome:
    """The outcome; a bug is logged and tried again later, and does not take its neighbours along."""
    try:
        return await handle(ctx, job)
    except Exception as error:
        log.exception("%s %s", job.kind, job.payload)
        return _after_bug(job, error)


def _after_bug(job: Job, error: Exception) -> Outcome:
    reason = f"{type(error).__name__}: {error}"[:500]
    following = next_try(job.attempts)
    return GiveUp(reason) if isinstance(following, Never) else Retry(following.seconds, reason)


async def run_kind(ctx: Context, kind: Kind, name: str) -> int:
    """Claims one batch of a kind, runs it, settles it; how many there were."""
    async with ctx.db.write() as tx:
        batch = await jobs.claim(tx, [name], kind.at_once, kind.lease)
    if not batch:
        return 0
    outcomes = await kind.handler(ctx, batch)
    async with ctx.db.write() as tx:
        await settle(tx, batch, outcomes)
    return len(batch)


async def settle(tx: Transaction, batch: Sequence[Job], outcomes: Sequence[Outcome]) -> None:
    """Done ones go in one statement; a retry gets some jitter, so that a crowd does not return as a crowd."""
    await jobs.done(tx, [job.id for job, end in zip(batch, outcomes, strict=True) if isinstance(end, Done)])
    for job, end in zip(batch, outcomes, strict=True):
        match end:
            case Retry(seconds, error):
                await jobs.later(tx, job.id, seconds * random.uniform(0.9, 1.2), error)
            case Wait(until):
                await jobs.wait(tx, job.id, until)
            case GiveUp(error):
                log.warning("gave up %s %s: %s", job.kind, job.payload, error)
                await jobs.fail(tx, job.id, error)


async def start_over(ctx: Context) -> None:
    """What our predecessor held when it was killed is due at once: for SQLite, where one process runs all errands."""
    async with ctx.db.write() as tx:
        await jobs.let_go(tx)


async def run_once(ctx: Context, kinds: Mapping[str, Kind]) -> int:
    """Drains what is due; how many errands were run. What tests call."""
    total = 0
    while ran := sum([await run_kind(ctx, kind, name) for name, kind in kinds.items()]):
        total += ran
    return total


async def _run_forever(ctx: Context, kind: Kind, name: str, woken: asyncio.Event, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await woken.wait()
        woken.clear()
        while not stop.is_set() and await run_kind(ctx, kind, name):
            pass


async def _look(ctx: Context, wakers: Mapping[str, asyncio.Event], stop: asyncio.Event) -> None:
    """What fell due by the clock, or was enqueued while nobody heard: found by looking, once a second."""
    while not stop.is_set():
        async with ctx.db.read() as tx:
            due = await jobs.due_kinds(tx)
        for name in due & wakers.keys():
            wakers[name].set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), LOOK_EVERY)


async def work(ctx: Context, kinds: Mapping[str, Kind], stop: asyncio.Event) -> None:
    """Runs every kind beside the others until told to stop; what is running is finished first."""
    wakers = {name: asyncio.Event() for name in kinds}

    def heard(event: Event) -> None:
        if isinstance(event, JobsDue) and event.job_kind in wakers:
            wakers[event.job_kind].set()

    unlisten = ctx.bus.listen(heard)
    running = [(name, kind) for name, kind in kinds.items() for _ in range(kind.runners)]
    tasks = [asyncio.create_task(_look(ctx, wakers, stop))]
    tasks += [
        asyncio.create_task(_run_forever(ctx, kind, name, wakers[name], stop), name=name) for name, kind in running
    ]
    try:
        await stop.wait()
        for waker in wakers.values():
            waker.set()
        await asyncio.gather(*tasks)
    finally:
        unlisten()
        for task in tasks:
            task.cancel()
