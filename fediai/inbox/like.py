"""Somebody elsewhere likes a status, or answers it with an emoji."""

from activitypub.activities import EmojiReact, Like
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.posts import arrivals, signs
from fediai.store.posts import statuses

UNKNOWN, NOTHING_NEW = "the status is not known here", "it changes nothing"


async def received(ctx: Context, by: Account, said: Like) -> str:
    """Counts once, and only for what they may see; Misskey's is an emoji, too."""
    sign = signs.read(said.content, said.icon_url) if said.content else None
    async with ctx.db.write() as tx:
        status = await statuses.by_uri(tx, said.object_id or "")
        if status is None:
            return UNKNOWN
        made = await signs.receive(tx, by, status, sign, said.id or "") if sign else None
        counted = await arrivals.favourite(ctx, tx, by, status, said.id or "", made)
    return "" if counted or made else NOTHING_NEW


async def reacted(ctx: Context, by: Account, said: EmojiReact) -> str:
    """Only an emoji, and no favourite (FEP-c0e0)."""
    sign = signs.read(said.content, said.icon_url)
    if sign is None:
        return "it is no emoji"
    async with ctx.db.write() as tx:
        status = await statuses.by_uri(tx, said.object_id or "")
        if status is None:
            return UNKNOWN
        made = await signs.receive(tx, by, status, sign, said.id or "")
        if made is not None:
            await signs.ring(ctx, tx, by, status, sign, made)
    return NOTHING_NEW if made is None else ""
