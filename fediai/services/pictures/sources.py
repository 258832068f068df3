"""Pictures that are painted from: whose they are, who can do it, and their bytes on the way to a painter."""

from collections.abc import Sequence
from typing import Final

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.consent import Purpose
from fediai.domain.errors import Invalid
from fediai.domain.pictures.generations import Generation
from fediai.domain.pictures.media import Media
from fediai.services.consent import check_may_use
from fediai.store.database import Transaction
from fediai.store.pictures import generator_tokens, media

STRENGTH: Final = 0.6
VARIATION: Final = 0.45  # nearer to what was liked
NOBODY: Final = "None of the painters here can paint from a picture: ask without one"


async def can_paint_from(tx: Transaction) -> bool:
    """Is there a painter (or was there one the last time) that takes a picture to begin with?"""
    known = [one for one in await generator_tokens.every(tx) if one.revoked_at is None and one.offer]
    awake = [one for one in known if one.awake_until is not None and one.awake_until > tx.now]
    return any((one.offer or {}).get("edits") for one in awake or known)


async def chosen(tx: Transaction, account: Account, media_ids: Sequence[int]) -> Media | None:
    """The attached picture, if it may be painted from; `Invalid` with a sentence otherwise."""
    if not media_ids:
        return None
    if len(media_ids) > 1:
        raise Invalid("A picture is painted from one other: attach only one")
    found = await media.by_id(tx, media_ids[0])
    if found is None or found.account_id != account.id or found.status_id is not None or not found.is_ready:
        raise Invalid("Validation failed: A file to attach was not found, or is attached already")
    await check_may_use(tx, found, Purpose.REMIX, account)
    if not await can_paint_from(tx):
        raise Invalid(NOBODY)
    return found


async def bytes_of(ctx: Context, generation: Generation) -> bytes | None:
    """What the painter gets; None when it is gone."""
    async with ctx.db.read() as tx:
        found = await media.by_id(tx, generation.source_media_id or 0)
    if found is None or not found.file:
        return None
    try:
        return await ctx.files.read(found.file)
    except FileNotFoundError:
        return None
