"""Hashtags that people follow, or show on their profile, here and elsewhere."""

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid
from fediai.services.far import outgoing
from fediai.store.chosen import tags
from fediai.store.database import Transaction

MOST_FEATURED = 10


async def follow(ctx: Context, tx: Transaction, who: Account, name: str) -> None:
    """Public posts with it come home."""
    await tags.follow(tx, who.id, name)


async def unfollow(ctx: Context, tx: Transaction, who: Account, name: str) -> None:
    """And no more."""
    await tags.unfollow(tx, who.id, name)


async def feature(ctx: Context, tx: Transaction, who: Account, name: str) -> None:
    """Shown on the profile; said once."""
    known = await tags.featured_names(tx, who.id)
    if name in known:
        return
    if len(known) >= MOST_FEATURED:
        raise Invalid("Validation failed: You have already featured the maximum number of hashtags")
    await tags.feature(tx, who.id, name)
    await outgoing.featured_tag(ctx, tx, who, name, shown=True)


async def unfeature(ctx: Context, tx: Transaction, who: Account, name: str) -> None:
    """Not shown any more."""
    if await tags.unfeature(tx, who.id, name):
        await outgoing.featured_tag(ctx, tx, who, name, shown=False)


async def unfeature_id(ctx: Context, tx: Transaction, who: Account, id: int) -> bool:
    """The same by its id; was it there?"""
    name = await tags.unfeature_id(tx, who.id, id)
    if name:
        await outgoing.featured_tag(ctx, tx, who, name, shown=False)
    return bool(name)
