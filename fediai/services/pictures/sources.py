"""Pictures that are painted from: whose they are, who can do it, and their bytes on the way to a painter."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.consent import Purpose
from fediai.domain.errors import Invalid
from fediai.domain.pictures.generations import Generation
from fediai.domain.pictures.media import Media
from fediai.services.consent import check_may_use, may_use
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import generations as store
from fediai.store.pictures import generator_tokens, media
from generators.contract import LARGEST_SOURCE, Prompt

STRENGTH: Final = 0.6
VARIATION: Final = 0.45  # nearer to what was liked
GONE: Final = "The picture to paint from is not there any more"
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


async def handed(ctx: Context, generation: Generation, prompt: Prompt) -> Prompt | None:
    """The prompt as the painter gets it; None when the picture is gone, or is not the asker's (any more)."""
    if generation.source_media_id is None:
        return prompt
    async with ctx.db.read() as tx:
        found = await media.by_id(tx, generation.source_media_id)
        by = await _painted_for(tx, generation, found) if found else None
        if found is None or not found.file or not await may_use(tx, found, Purpose.REMIX, by):
            return None
    try:
        data = await ctx.files.read(found.file)
    except FileNotFoundError:
        return None
    return replace(prompt, source=data) if 0 < len(data) <= LARGEST_SOURCE else None


async def _painted_for(tx: Transaction, generation: Generation, found: Media) -> Account | None:
    """Who answers for its use: the asker; for what hangs in a letter of the studio's to them, the studio."""
    before = await store.by_id(tx, found.generation_id) if found.generation_id else None
    is_theirs = before is not None and before.account_id == generation.account_id
    return await accounts.by_id(tx, found.account_id if is_theirs else generation.account_id)
