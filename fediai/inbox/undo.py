"""Somebody elsewhere takes back what they said."""

from collections.abc import Awaitable, Callable, Mapping

from activitypub.activities import Activity, Announce, Block, EmojiReact, Follow, Like, Reaction, Undo
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.inbox.reading.people import ours
from fediai.services.people import follows
from fediai.services.posts import arrivals, signs
from fediai.store.database import Transaction
from fediai.store.posts import reactions, statuses

Taking = Callable[[Context, Transaction, Account, Activity], Awaitable[bool]]


async def received(ctx: Context, by: Account, said: Undo) -> str:
    """What is embedded tells what it was; a bare id is looked for everywhere."""
    async with ctx.db.write() as tx:
        if said.inner is None:
            done = await _by_id(ctx, tx, by, said.object_id or "")
        else:
            take_back = TAKEN_BACK.get(type(said.inner))
            done = take_back is not None and await take_back(ctx, tx, by, said.inner)
    return "" if done else "there was nothing to take back"


async def _by_id(ctx: Context, tx: Transaction, by: Account, uri: str) -> bool:
    unsaid = await signs.take_back(tx, by, [uri])
    return (
        await follows.receive_undo(ctx, tx, by, uri) is not None
        or await arrivals.undo_favourite(ctx, tx, by, uri)
        or await arrivals.undo_reblog(ctx, tx, by, uri)
        or unsaid
    )


async def _follow(ctx: Context, tx: Transaction, by: Account, inner: Activity) -> bool:
    """By whom it was about: Misskey's Undo may name another id than its Follow had."""
    target = await ours(tx, inner.object_id)
    return target is not None and await follows.receive_undo(ctx, tx, by, target) is not None


async def _like(ctx: Context, tx: Transaction, by: Account, inner: Activity) -> bool:
    """By what was liked, else by its id: that one stays undone, should the Like come late."""
    status = await statuses.by_uri(tx, inner.object_id or "")
    if status is not None and status.reactions_count:
        said = await reactions.favourite_uri(tx, by.id, status.id)
        await signs.take_back(tx, by, [uri for uri in (inner.id, said) if uri])
    if status is not None and await arrivals.undo_favourite(ctx, tx, by, status):
        return True
    return inner.id is not None and await arrivals.undo_favourite(ctx, tx, by, inner.id)


async def _emoji(ctx: Context, tx: Transaction, by: Account, inner: Activity) -> bool:
    """By its id, else by the post and the emoji; one that never came stays undone."""
    status = await statuses.by_uri(tx, inner.object_id or "")
    said = inner.content if isinstance(inner, Reaction) else ""
    gone = await signs.take_back(tx, by, [inner.id] if inner.id else [], status, said)
    if not gone and inner.id:
        await statuses.bury_unmet(tx, inner.id, by.uri)
    return gone


async def _announce(ctx: Context, tx: Transaction, by: Account, inner: Activity) -> bool:
    """By what was shown, else by its id."""
    status = await statuses.by_uri(tx, inner.object_id or "")
    if status is not None and await arrivals.undo_reblog(ctx, tx, by, status):
        return True
    return inner.id is not None and await arrivals.undo_reblog(ctx, tx, by, inner.id)


async def _block(ctx: Context, tx: Transaction, by: Account, inner: Activity) -> bool:
    target = await ours(tx, inner.object_id)
    if target is not None:
        await follows.receive_unblock(ctx, tx, by, target)
    return target is not None


TAKEN_BACK: Mapping[type[Activity], Taking] = {
    Follow: _follow,
    Like: _like,
    EmojiReact: _emoji,
    Announce: _announce,
    Block: _block,
}
