"""Somebody elsewhere shows a post of theirs first, or no longer."""

from activitypub.activities import Add, Aimed, Remove
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far import featured

NOT_OURS_TO_SHOW = "it is not their featured collection"


def _is_featured(by: Account, said: Aimed) -> bool:
    return bool(by.featured_url) and said.target_id == by.featured_url


async def added(ctx: Context, by: Account, said: Add) -> str:
    """Only posts of their own, which are asked for where we do not know them."""
    if not _is_featured(by, said):
        return NOT_OURS_TO_SHOW
    return await featured.show(ctx, by, said.object_id or "")


async def removed(ctx: Context, by: Account, said: Remove) -> str:
    """A post like the others again."""
    if not _is_featured(by, said):
        return NOT_OURS_TO_SHOW
    return await featured.show_no_longer(ctx, by, said.object_id or "")
