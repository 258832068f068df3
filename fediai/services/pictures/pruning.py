"""Frees the disk of what nobody needs; with `dry`, only says what that would be."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fediai.context import Context
from fediai.store.database import Transaction
from fediai.store.pictures import leftovers, media
from fediai.store.pictures.leftovers import Leftover

A_DAY: Final = timedelta(days=1)
YOUNG: Final = timedelta(hours=1)  # a file that is being saved has no row yet
AT_ONCE: Final = 500  # rows in one transaction, so that nobody waits for us


@dataclass(frozen=True, slots=True)
class Pruned:
    """What went (or would go) of one kind."""

    what: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows that know files: how to find those nobody needs, and how they are forgotten."""

    what: str
    find: Callable[[Transaction, datetime, int], Awaitable[list[Leftover]]]
    forget: Callable[[Transaction, Sequence[int]], Awaitable[None]]


async def prune(ctx: Context, *, dry: bool) -> list[Pruned]:
    """Old copies, uploads that were never posted or are shown no more, files that no row knows."""
    now, days = ctx.clock(), ctx.settings.media.remote_cache_days
    rows = _looked if dry else _dropped
    return [
        await rows(ctx, Kind(f"far copies older than {days} days", leftovers.old_copies, leftovers.forget_copies),
                   now - timedelta(days=days)),
        await rows(ctx, Kind("uploads without a post", leftovers.loose, media.delete), now - A_DAY),
        await _orphans(ctx, now - YOUNG, dry=dry),
    ]  # fmt: skip


async def _looked(ctx: Context, kind: Kind, before: datetime) -> Pruned:
    async with ctx.db.read() as tx:
        found = await kind.find(tx, before, 2**31)
    keys = [key for one in found for key in one.keys]
    return Pruned(kind.what, len(keys), await asyncio.to_thread(ctx.files.size, keys))


async def _dropped(ctx: Context, kind: Kind, before: datetime) -> Pruned:
    files = size = 0
    while True:
        async with ctx.db.write() as tx:
            found = await kind.find(tx, before, AT_ONCE)
            await kind.forget(tx, [one.id for one in found])
        if not found:
            return Pruned(kind.what, files, size)
        keys = [key for one in found for key in one.keys]
        files, size = files + len(keys), size + await asyncio.to_thread(ctx.files.size, keys)
        await ctx.files.delete(*keys)


async def _orphans(ctx: Context, before: datetime, *, dry: bool) -> Pruned:
    """Files first, rows after: what is saved in between is not among the files."""
    there = await asyncio.to_thread(lambda: set(ctx.files.keys(before.timestamp())))
    async with ctx.db.read() as tx:
        orphans = there - await leftovers.keys(tx)
    size = await asyncio.to_thread(ctx.files.size, orphans)
    if not dry:
        await ctx.files.delete(*orphans)
    return Pruned("files that nothing refers to", len(orphans), size)
