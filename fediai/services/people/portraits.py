"""Avatars and headers of our own people, from whatever picture they send."""

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid
from fediai.media import images


async def keep(ctx: Context, kind: str, data: bytes) -> str:
    """The key of the stored picture, stripped and scaled; `kind` is avatar or header."""
    made = await images.in_darkroom(images.develop, data, ctx.settings.media.pixel_limit)
    if isinstance(made, images.Unreadable):
        raise Invalid(f"Validation failed: {kind.capitalize()}: {made.reason}")
    chosen = made.preview if kind == "avatar" else made.original
    key = ctx.files.new_key(images.SUFFIXES[chosen.media_type])
    await ctx.files.save(key, chosen.data)
    return key


async def drop_replaced(ctx: Context, before: Account, after: Account) -> None:
    """The files that the account no longer shows are gone; called after the commit."""
    pairs = ((before.avatar_file, after.avatar_file), (before.header_file, after.header_file))
    await ctx.files.delete(*(old for old, new in pairs if old and old != new))
