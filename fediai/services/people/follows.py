"""Following: asked by people of ours, or received from far servers; each move of a follow carries its consequences."""

from collections.abc import Sequence

from fediai.context import Context
from fediai.domain.accounts import Account, Relationship
from fediai.domain.errors import Forbidden, NotFound
from fediai.domain.lifecycle import FOLLOW, FollowState
from fediai.domain.people.follows import Follow
from fediai.domain.people.notifications import NotificationType
from fediai.services.far import outgoing
from fediai.services.people import notifications
from fediai.store.chosen import endorsements
from fediai.store.database import Transaction
from fediai.store.moving import belongings
from fediai.store.people import accounts, blocks, follows
from fediai.store.people.relationships import relationships
from fediai.store.posts import homes, timelines

ACCEPTED, REQUESTED, REJECTED, REMOVED = (
    FollowState.ACCEPTED, FollowState.REQUESTED, FollowState.REJECTED, FollowState.REMOVED,
)  # fmt: skip

MOST_LANGUAGES = 100


async def follow(
    ctx: Context,
    tx: Transaction,
    follower: Account,
    target: Account,
    *,
    reblogs: bool | None = None,
    notify: bool | None = None,
) -> Relationship:
    """One of ours follows, or asks to; asked again it only changes what is shown."""
    await _check_allowed(tx, follower, target)
    uri = ctx.urls.activity(follower.username, "follows", tx.new_id())
    asked = await follows.ask(tx, follower.id, target.id, uri, hide_reblogs=reblogs is False, notify=bool(notify))
    if asked is None:
        await _show_otherwise(tx, follower, target, reblogs, notify)
    elif target.is_local:
        await _answer_for(ctx, tx, asked, follower, target)
    else:
        await outgoing.followed(ctx, tx, asked, follower, target)
    return await relation(tx, follower, target)


async def in_languages(tx: Transaction, follower: Account, target: Account, languages: Sequence[str]) -> Relationship:
    """Whoever follows reads what is in these languages only, from now and of late; none: all."""
    known = await follows.between(tx, follower.id, target.id)
    if known is not None and known.state in (ACCEPTED, REQUESTED):
        await belongings.speak(tx, follower.id, target.id, tuple(dict.fromkeys(languages))[:MOST_LANGUAGES])
    if known is not None and known.state is ACCEPTED:
        await timelines.leave_home(tx, follower.id, target.id)
        await homes.fill(tx, follower.id, target.id)
    return await relation(tx, follower, target)


async def _show_otherwise(
    tx: Transaction, follower: Account, target: Account, reblogs: bool | None, notify: bool | None
) -> None:
    known = await follows.between(tx, follower.id, target.id)
    if known is None:
        return
    hides = known.hide_reblogs if reblogs is None else not reblogs
    await follows.change(tx, known, hide_reblogs=hides, notify=known.notify if notify is None else notify)


async def _check_allowed(tx: Transaction, follower: Account, target: Account) -> None:
    if target.suspended_at is not None or target.deleted_at is not None or target.pending:
        raise NotFound
    if target.id == follower.id or await blocks.is_between(tx, follower.id, target.id):
        raise Forbidden


async def relation(tx: Transaction, viewer: Account, other: Account) -> Relationship:
    """What the other is to the viewer now."""
    return (await relationships(tx, viewer.id, [other.id]))[other.id]


async def _answer_for(ctx: Context, tx: Transaction, asked: Follow, follower: Account, target: Account) -> Follow:
    """A locked account of ours is asked; an open one says yes at once, and so does who has asked for this follow."""
    if target.locked and not await _is_the_bridge_asked(ctx, tx, follower, target):
        await notifications.notify(ctx, tx, NotificationType.FOLLOW_REQUEST, target, follower)
        return asked
    return await _move(ctx, tx, asked, follower, target, ACCEPTED) or asked


async def _is_the_bridge_asked(ctx: Context, tx: Transaction, follower: Account, target: Account) -> bool:
    """Bluesky's bridge follows back who turned it on: unanswered, it would look on, and nothing would arrive there."""
    if follower.uri != ctx.settings.federation.bluesky_bridge:
        return False
    asked = await follows.between(tx, target.id, follower.id)
    return asked is not None and asked.state in (ACCEPTED, REQUESTED)


async def _move(
    ctx: Context, tx: Transaction, known: Follow, follower: Account, target: Account, to: FollowState
) -> Follow | None:
    """The follow in its new state, with what hangs on it: both counts, the follower's home, the target's bell.

    None when the move is not in the table, or somebody else was faster.
    """
    moved = await follows.move(tx, known, to) if FOLLOW.may(known.state, to) else None
    if moved is None:
        return None
    if change := (to is ACCEPTED) - (known.state is ACCEPTED):
        await _count(tx, follower, target, change)
    await notifications.take_back(tx, NotificationType.FOLLOW_REQUEST, target, follower)
    if to is ACCEPTED:
        await notifications.notify(ctx, tx, NotificationType.FOLLOW, target, follower)
    else:
        await notifications.take_back(tx, NotificationType.FOLLOW, target, follower)
        await endorsements.withdraw(tx, follower.id, target.id)
    if follower.is_local:
        await (homes.fill if to is ACCEPTED else timelines.leave_home)(tx, follower.id, target.id)
    return moved


async def _count(tx: Transaction, follower: Account, target: Account, change: int) -> None:
    """In the order of ids: two people who follow each other at one moment must not wait for each other."""
    bumps = {follower.id: {"following": change}, target.id: {"followers": change}}
    for one in sorted(bumps):
        await accounts.bump(tx, one, **bumps[one])


async def _end(
    ctx: Context, tx: Transaction, known: Follow | None, follower: Account, target: Account, to: FollowState
) -> Follow | None:
    """The follow, ended or granted; None when there was none."""
    return None if known is None else await _move(ctx, tx, known, follower, target, to)


async def unfollow(ctx: Context, tx: Transaction, follower: Account, target: Account) -> Relationship:
    """The follow or the request is over; nothing happens where there was none."""
    known = await follows.between(tx, follower.id, target.id)
    ended = await _end(ctx, tx, known, follower, target, REMOVED)
    if ended is not None and not target.is_local:
        await outgoing.unfollowed(ctx, tx, ended, follower, target)
    return await relation(tx, follower, target)


async def authorize(ctx: Context, tx: Transaction, target: Account, follower: Account) -> Relationship:
    """A request is granted."""
    known = await follows.between(tx, follower.id, target.id)
    if known is None or known.state is not REQUESTED:
        raise NotFound
    granted = await _move(ctx, tx, known, follower, target, ACCEPTED)
    if granted is not None and not follower.is_local:
        await outgoing.accepted(ctx, tx, granted, follower, target)
    return await relation(tx, target, follower)


async def reject(ctx: Context, tx: Transaction, target: Account, follower: Account) -> Relationship:
    """A request is refused, or a follower sent away."""
    known = await follows.between(tx, follower.id, target.id)
    ended = await _end(ctx, tx, known, follower, target, REJECTED)
    if ended is not None and not follower.is_local:
        await outgoing.rejected(ctx, tx, ended, follower, target)
    return await relation(tx, target, follower)


async def remove_all_between(ctx: Context, tx: Transaction, one: Account, other: Account) -> None:
    """Neither follows the other any more, because `one` wants it so; a far `one` need not be told."""
    if one.is_local:
        await unfollow(ctx, tx, one, other)
        await reject(ctx, tx, one, other)
        return
    for follower, target in ((one, other), (other, one)):
        known = await follows.between(tx, follower.id, target.id)
        await _end(ctx, tx, known, follower, target, REMOVED)


async def receive_follow(ctx: Context, tx: Transaction, follower: Account, target: Account, uri: str) -> Follow | None:
    """A far account asks to follow one of ours. None: it may not, and has been told so.

    A server that lost our answer asks again under a new id; it is answered again under that id.
    """
    if await blocks.is_between(tx, follower.id, target.id) or target.suspended_at is not None:
        refused = Follow(0, follower.id, target.id, REJECTED, uri, False, False, tx.now)
        await outgoing.rejected(ctx, tx, refused, follower, target)
        return None
    asked = await follows.ask(tx, follower.id, target.id, uri, hide_reblogs=False, notify=False)
    if asked is not None:
        answered: Follow | None = await _answer_for(ctx, tx, asked, follower, target)
    else:
        known = await follows.between(tx, follower.id, target.id)
        answered = await follows.change(tx, known, uri=uri) if known else None
    if answered is not None and answered.state is ACCEPTED:
        await outgoing.accepted(ctx, tx, answered, follower, target)
    return answered


async def receive_accept(
    ctx: Context, tx: Transaction, by: Account, follow_uri: str | None, follower_uri: str | None = None
) -> Follow | None:
    """A far account grants what one of ours asked; what was never asked, or is settled, changes nothing."""
    return await _receive_answer(ctx, tx, by, (follow_uri, follower_uri), ACCEPTED)


async def receive_reject(
    ctx: Context, tx: Transaction, by: Account, follow_uri: str | None, follower_uri: str | None = None
) -> Follow | None:
    """A far account refuses, or sends away, one of ours."""
    return await _receive_answer(ctx, tx, by, (follow_uri, follower_uri), REJECTED)


async def _receive_answer(
    ctx: Context, tx: Transaction, by: Account, named: tuple[str | None, str | None], to: FollowState
) -> Follow | None:
    """Only the followed account may answer, so the follow is looked for among those of `by`."""
    follow_uri, follower_uri = named
    known = await follows.of_target(tx, by.id, follow_uri) if follow_uri else None
    follower = await accounts.by_id(tx, known.account_id) if known else None
    if follower is None and follower_uri:
        follower = await accounts.by_uri(tx, follower_uri)
        known = await follows.between(tx, follower.id, by.id) if follower else None
    if follower is None or not follower.is_local:
        return None
    return await _end(ctx, tx, known, follower, by, to)


async def receive_undo(ctx: Context, tx: Transaction, follower: Account, of: str | Account) -> Follow | None:
    """A far account takes its follow back; `of` is the id of its Follow, or whom it followed (also by id)."""
    known = await follows.of_follower(tx, follower.id, of) if isinstance(of, str) else None
    if known is not None:
        target = await accounts.by_id(tx, known.target_id)
    else:
        target = await accounts.by_uri(tx, of) if isinstance(of, str) else of
        known = await follows.between(tx, follower.id, target.id) if target else None
    if target is None:
        return None
    return await _end(ctx, tx, known, follower, target, REMOVED)


async def receive_block(ctx: Context, tx: Transaction, by: Account, target: Account, uri: str) -> None:
    """A far account shuts out one of ours: both follows end, and neither hears of the other."""
    await blocks.block(tx, by.id, target.id, uri)
    await remove_all_between(ctx, tx, by, target)


async def receive_unblock(ctx: Context, tx: Transaction, by: Account, target: Account) -> None:
    """The block is lifted; follows have to be asked for anew."""
    await blocks.unblock(tx, by.id, target.id)
