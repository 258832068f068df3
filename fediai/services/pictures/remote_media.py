"""Far pictures through our own cache: fetched when somebody first looks, so that no far server learns who looked."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from fediai.context import Context
from fediai.domain.errors import NotFound
from fediai.domain.urls import mark_of
from fediai.media import images
from fediai.media.images import Developed
from fediai.services.far import rules
from fediai.store.links import cards
from fediai.store.pictures import emojis, far_files
from fediai.store.pictures.far_files import Copy

log = logging.getLogger(__name__)

AGAIN_AFTER: Final = timedelta(minutes=30)
AT_ONCE: Final = 200  # copies dropped in one sweep
PORTRAITS: Final = ("avatar", "header")
KINDS: Final = ("original", "small")

Fetching = Callable[[], Awaitable[str]]

# Several readers look at the same moment; one of them fetches. Keyed by the folder, as two houses may share a process.
_flights: dict[tuple[str, str, int], asyncio.Future[str]] = {}
_missing: dict[tuple[str, str, int], datetime] = {}


async def picture(ctx: Context, media_id: int, kind: str, mark: str) -> str:
    """The key of our copy of a far attachment; `NotFound` when there is none to be had for now.

    `mark` comes from who knows its address: a picture for followers is not found by trying ids.
    """
    async with ctx.db.read() as tx:
        found = await far_files.one(tx, media_id)
    wanted = found is not None and await rules.wants_pictures_of(ctx, found.domain)
    if found is None or not wanted or kind not in KINDS or not found.url or found.type != "image":
        raise NotFound
    if mark != mark_of(found.url):
        raise NotFound
    key = found.preview_file if kind == "small" else found.file
    if key and ctx.files.exists(key):
        return key
    if found.error and found.fetched_at and ctx.clock() - found.fetched_at < AGAIN_AFTER:
        raise NotFound
    fetch = partial(_fetch_picture, ctx, media_id, found.url, kind)
    return await once(ctx, kind, media_id, fetch, partial(picture, ctx, media_id, kind, mark))


async def portrait(ctx: Context, account_id: int, kind: str) -> str:
    """The key of our copy of a far account's avatar or header."""
    if kind not in PORTRAITS:
        raise NotFound
    async with ctx.db.read() as tx:
        found = await far_files.portrait(tx, account_id, kind)
    wanted = found is not None and await rules.wants_pictures_of(ctx, found[2])
    if found is None or not wanted or not found[0]:
        raise NotFound
    url, key, _ = found
    if key and ctx.files.exists(key):
        return key
    fetch = partial(_fetch_portrait, ctx, account_id, kind, url)
    return await once(ctx, kind, account_id, fetch, partial(portrait, ctx, account_id, kind))


async def once(ctx: Context, kind: str, id: int, fetch: Fetching, again: Fetching) -> str:
    """One fetch however many look, who then look `again`; a failed one is remembered for a while."""
    flight = (str(ctx.files.folder), "media" if kind in KINDS else kind, id)
    if (missing := _missing.get(flight)) and ctx.clock() - missing < AGAIN_AFTER:
        raise NotFound
    if (flying := _flights.get(flight)) is not None:
        await asyncio.wait([flying])
        return await again()
    landed = _flights[flight] = asyncio.get_running_loop().create_future()
    try:
        return await fetch()
    except NotFound:
        if len(_missing) > 10_000:
            _missing.clear()
        _missing[flight] = ctx.clock()
        raise
    finally:
        landed.set_result("")
        del _flights[flight]


async def developed(ctx: Context, url: str) -> Developed | str:
    """The far picture in our own encoding, or why not."""
    data = await ctx.http.get_media(url, ctx.settings.media.remote_size_limit)
    if not isinstance(data, bytes):
        return data.detail or str(data.reason)
    made = await images.in_darkroom(images.develop, data, ctx.settings.media.pixel_limit)
    return made if isinstance(made, Developed) else made.reason


async def _fetch_picture(ctx: Context, media_id: int, url: str, kind: str) -> str:
    made = await developed(ctx, url)
    if isinstance(made, str):
        log.info("no copy of %s: %s", url, made)
        async with ctx.db.write() as tx:
            await far_files.failed(tx, media_id, made)
        raise NotFound
    original, preview = made.original, made.preview
    copy = Copy(
        ctx.files.new_key(images.SUFFIXES[original.media_type]), ctx.files.new_key(".jpg"), len(original.data),
        original.width, original.height, preview.width, preview.height, made.average_colour,
    )  # fmt: skip
    await ctx.files.save(copy.file, original.data)
    await ctx.files.save(copy.preview_file, preview.data)
    async with ctx.db.write() as tx:
        await far_files.copied(tx, media_id, copy)
    return copy.preview_file if kind == "small" else copy.file


async def _fetch_portrait(ctx: Context, account_id: int, kind: str, url: str) -> str:
    made = await developed(ctx, url)
    if isinstance(made, str):
        log.info("no copy of %s: %s", url, made)
        raise NotFound
    shown = made.preview if kind == "avatar" else made.original
    key = ctx.files.new_key(images.SUFFIXES[shown.media_type])
    await ctx.files.save(key, shown.data)
    async with ctx.db.write() as tx:
        kept = await far_files.portrait_copied(tx, account_id, kind, url, key)
    if not kept:
        await ctx.files.delete(key)
        raise NotFound
    return key


async def drop_old_copies(ctx: Context) -> int:
    """Copies older than `media.remote_cache_days` go; they come back when somebody looks."""
    async with ctx.db.write() as tx:
        before = tx.now - timedelta(days=ctx.settings.media.remote_cache_days)
        keys = await far_files.drop_older(tx, before, AT_ONCE)
        keys += await emojis.drop_older(tx, before, AT_ONCE)
        keys += await cards.drop_older(tx, before, AT_ONCE)
    await ctx.files.delete(*keys)
    return len(keys)
