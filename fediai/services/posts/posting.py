"""Posting from any door: a command is performed, everything else is published with the people it names known."""

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.domain.errors import Forbidden
from fediai.domain.statuses import Draft, StatusView
from fediai.services.far import resolving
from fediai.services.pictures import commands
from fediai.services.posts import statuses


async def post(ctx: Context, viewer: Viewer, draft: Draft, key: str = "") -> StatusView:
    """The status, or the stand-in of a picture that takes its time; opens its own transactions."""
    if viewer.account.moved_to_uri:
        raise Forbidden("This account has moved to another server; take the redirect back to post from here")
    made = await commands.perform(ctx, viewer, draft, key)
    if made is not None:
        return made
    plain = commands.ordinary(ctx, draft)
    await resolving.resolve_mentions(ctx, plain.text, by=viewer.account)
    async with ctx.db.write() as tx:
        return await statuses.publish(ctx, tx, viewer.account, plain)
