"""Shutting somebody out, and not wanting to hear of somebody."""

from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import Account, Relationship
from fediai.domain.errors import Forbidden, Invalid
from fediai.services.far import outgoing
from fediai.services.people.follows import relation, remove_all_between
from fediai.store.chosen import private
from fediai.store.database import Transaction
from fediai.store.people import blocks, notifications
from fediai.store.posts import timelines


def _check_other(viewer: Account, other: Account) -> None:
    if viewer.id == other.id:
        raise Forbidden


async def block(ctx: Context, tx: Transaction, viewer: Account, other: Account, *, tell: bool = False) -> Relationship:
    """Both follows end, and neither sees or hears of the other.

    Far servers learn only that the follows ended, unless they are to be told: nobody is shown who shuts them out.
    """
    _check_other(viewer, other)
    uri = ctx.urls.activity(viewer.username, "blocks", tx.new_id())
    await blocks.block(tx, viewer.id, other.id, uri)
    await remove_all_between(ctx, tx, viewer, other)
    if tell:
        await outgoing.blocked(ctx, tx, viewer, other, uri)
    await timelines.leave_home(tx, viewer.id, other.id)
    await notifications.forget_from(tx, viewer.id, other.id)
    return await relation(tx, viewer, other)


async def unblock(ctx: Context, tx: Transaction, viewer: Account, other: Account) -> Relationship:
    """The block is lifted; follows have to be asked for anew."""
    await blocks.unblock(tx, viewer.id, other.id)
    return await relation(tx, viewer, other)


async def mute(
    ctx: Context, tx: Transaction, viewer: Account, other: Account, *, hide_notifications: bool, seconds: int
) -> Relationship:
    """The viewer no longer hears of the other, for so many seconds (0: for good); the other can't tell."""
    _check_other(viewer, other)
    until = tx.now + timedelta(seconds=seconds) if seconds > 0 else None
    await blocks.mute(tx, viewer.id, other.id, hide_notifications=hide_notifications, expires_at=until)
    return await relation(tx, viewer, other)


async def unmute(ctx: Context, tx: Transaction, viewer: Account, other: Account) -> Relationship:
    """The viewer hears of the other again."""
    await blocks.unmute(tx, viewer.id, other.id)
    return await relation(tx, viewer, other)


async def shut(ctx: Context, tx: Transaction, viewer: Account, domain: str) -> None:
    """Nobody from there is heard; follows in both directions end."""
    if domain == ctx.urls.domain:
        raise Invalid("Validation failed: Domain is this very server")
    await private.shut(tx, viewer.id, domain)
    for one in await private.tied_there(tx, viewer.id, domain):
        await remove_all_between(ctx, tx, viewer, one)
        await timelines.leave_home(tx, viewer.id, one.id)


async def reopen(ctx: Context, tx: Transaction, viewer: Account, domain: str) -> None:
    """They are heard again."""
    await private.reopen(tx, viewer.id, domain)
