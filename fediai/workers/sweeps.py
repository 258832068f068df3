"""Periodic chores: a table of name → period → function, for the web process and for the workers."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fediai.context import Context
from fediai.services.far import archive
from fediai.services.far.leisure import software
from fediai.workers import sweeps_far, sweeps_pictures

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """Every `seconds`, `run`."""

    name: str
    seconds: float
    run: Callable[[Context], Awaitable[object]]


WEB: tuple[Chore, ...] = (Chore("expired leases", 5, sweeps_pictures.return_expired_leases),)
WORKERS: tuple[Chore, ...] = (
    Chore("old aliases", 3600, sweeps_pictures.forget_old_aliases),
    Chore("old activities", 3600, sweeps_far.forget_old_activities),
    Chore("spent public posts", 3600, sweeps_far.forget_spendings),
    Chore("silent peers", 3600, sweeps_far.forget_silent_peers),
    Chore("what runs elsewhere", 600, software.ask_around),
    Chore("old archives", 3600, archive.throw_away_old),
    Chore("old copies of far pictures", 3600, sweeps_pictures.drop_old_copies),
    Chore("stale pending statuses", 600, sweeps_pictures.fail_stale_pending),
)


async def _sweep(ctx: Context, chores: tuple[Chore, ...], stop: asyncio.Event) -> None:
    await asyncio.gather(*(_repeat(ctx, chore, stop) for chore in chores))


async def _repeat(ctx: Context, chore: Chore, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await chore.run(ctx)
        except Exception:
            log.exception("chore %s", chore.name)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), chore.seconds)


async def sweep_web(ctx: Context, stop: asyncio.Event) -> None:
    """Chores of the process that holds the generators' sockets."""
    await _sweep(ctx, WEB, stop)


async def sweep_workers(ctx: Context, stop: asyncio.Event) -> None:
    """Chores of the workers."""
    await _sweep(ctx, WORKERS, stop)
