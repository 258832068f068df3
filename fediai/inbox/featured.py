"""Somebody elsewhere shows a post of theirs first, or a hashtag on their profile, or no longer."""

from activitypub.activities import Add, Aimed, Remove
from activitypub.objects.tags import read_hashtags
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far import featured
from fediai.store.chosen import tags

NOT_OURS_TO_SHOW = "it is not their featured collection"


async def _is_featured(ctx: Context, by: Account, said: Aimed) -> bool:
    """Mastodon puts hashtags into the collection of posts; who has one for hashtags may name that."""
    if by.featured_url and said.target_id == by.featured_url:
        return True
    async with ctx.db.read() as tx:
        return bool(said.target_id) and said.target_id == await tags.list_of(tx, by.id)


def _hashtag(said: Aimed) -> str:
    return next(iter(read_hashtags(said.object)), "")


async def added(ctx: Context, by: Account, said: Add) -> str:
    """Only posts of their own, which are asked for where we do not know them; and any word."""
    if not await _is_featured(ctx, by, said):
        return NOT_OURS_TO_SHOW
    if name := _hashtag(said):
        return await featured.show_tag(ctx, by, name)
    return await featured.show(ctx, by, said.object_id or "")


async def removed(ctx: Context, by: Account, said: Remove) -> str:
    """A post like the others again; a word like others."""
    if not await _is_featured(ctx, by, said):
        return NOT_OURS_TO_SHOW
    if name := _hashtag(said):
        return await featured.show_tag_no_longer(ctx, by, name)
    return await featured.show_no_longer(ctx, by, said.object_id or "")
