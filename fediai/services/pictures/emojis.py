"""Custom emoji: ours are added by moderators, those of others come through our cache when somebody looks."""

import logging
from functools import partial
from typing import Any, Final

from fediai.context import Context
from fediai.domain.errors import Conflict, Invalid, NotFound
from fediai.domain.posts.emoji import CustomEmoji, may_be_shortcode, may_be_theirs, named_in
from fediai.domain.text import one_line
from fediai.media import images
from fediai.services.far import rules
from fediai.services.pictures.remote_media import once
from fediai.store.database import Transaction
from fediai.store.pictures import emojis

log = logging.getLogger(__name__)

LARGEST: Final = 1_048_576
LONGEST_CATEGORY: Final = 60


async def named(tx: Transaction, *texts: str) -> tuple[dict[str, Any], ...]:
    """Those of ours that these texts name, as they are stored beside them."""
    names = named_in(*texts)
    found = await emojis.named(tx, names) if names else {}
    return tuple({"shortcode": name, "file": found[name].file} for name in names if name in found)


async def ours(ctx: Context) -> list[CustomEmoji]:
    """Every one of ours."""
    async with ctx.db.read() as tx:
        return await emojis.ours(tx)


async def add(
    ctx: Context, shortcode: str, data: bytes, *, category: str = "", hidden: bool = False, replace: bool = False
) -> CustomEmoji:
    """One of ours from now on; with `replace`, a known one gets another picture wherever it stands."""
    shortcode = shortcode.strip(":")
    if not may_be_shortcode(shortcode):
        raise Invalid("Validation failed: Shortcode must be 2 to 64 letters, digits or underscores")
    made = await _developed(ctx, data)
    if isinstance(made, str):
        raise Invalid(f"Validation failed: Image: {made}")
    key = ctx.files.new_key(images.SUFFIXES[made.media_type])
    await ctx.files.save(key, made.data)
    async with ctx.db.write() as tx:
        known = await emojis.one(tx, "", shortcode)
        if known is None or replace:
            await emojis.put(tx, shortcode, key, category=one_line(category, LONGEST_CATEGORY), hidden=hidden)
        if known is not None and replace:
            await emojis.show(tx, shortcode, key)
        now = await emojis.one(tx, "", shortcode)
    if known is not None and not replace:
        await ctx.files.delete(key)
        raise Conflict(f"There is a :{shortcode}: already")
    if known is not None:
        await ctx.files.delete(known.file)
    if now is None:
        raise NotFound
    return now


async def remove(ctx: Context, shortcode: str) -> CustomEmoji:
    """None of ours any more; what was said with it shows the word."""
    async with ctx.db.write() as tx:
        known = await emojis.one(tx, "", shortcode.strip(":"))
        if known is None:
            raise NotFound(f"There is no :{shortcode.strip(':')}: here")
        await emojis.remove(tx, known)
    await ctx.files.delete(known.file)
    return known


async def far_picture(ctx: Context, domain: str, shortcode: str) -> str:
    """The key of our copy of a far host's emoji; `NotFound` when there is none to be had for now."""
    if not may_be_theirs(domain, shortcode):
        raise NotFound
    async with ctx.db.read() as tx:
        found = await emojis.one(tx, domain, shortcode)
    wanted = found is not None and await rules.wants_pictures_of(ctx, domain)
    if found is None or not wanted or not found.remote_url:
        raise NotFound
    if found.file and ctx.files.exists(found.file):
        return found.file
    return await once(ctx, "emoji", found.id, partial(_fetch, ctx, found), partial(far_picture, ctx, domain, shortcode))


async def _fetch(ctx: Context, emoji: CustomEmoji) -> str:
    data = await ctx.http.get_media(emoji.remote_url, LARGEST)
    made = await _developed(ctx, data) if isinstance(data, bytes) else data.detail or str(data.reason)
    if isinstance(made, str):
        log.info("no copy of %s: %s", emoji.remote_url, made)
        raise NotFound
    key = ctx.files.new_key(images.SUFFIXES[made.media_type])
    await ctx.files.save(key, made.data)
    async with ctx.db.write() as tx:
        kept = await emojis.copied(tx, emoji.id, emoji.remote_url, key)
    if not kept:
        await ctx.files.delete(key)
        raise NotFound
    return key


async def _developed(ctx: Context, data: bytes) -> images.Rendition | str:
    """The small picture, or why there is none."""
    if len(data) > LARGEST:
        return "This picture is larger than a megabyte"
    made = await images.in_darkroom(images.icon, data, ctx.settings.media.pixel_limit)
    return made if isinstance(made, images.Rendition) else made.reason
