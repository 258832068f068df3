"""Moving house: somebody's followers are led to their new account, whoever of the two is ours."""

from collections.abc import Sequence
from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import DomainError, Invalid
from fediai.domain.lifecycle import FollowState
from fediai.services.far import outgoing, resolving
from fediai.services.far.fetching import budget_of
from fediai.services.people import blocks, follows
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.people import accounts, moves
from fediai.store.people import follows as follow_store

REST = timedelta(days=7)  # GoToSocial's: who moves every day leads followers round in circles
MOST_ALIASES = 16


async def receive(ctx: Context, by: Account, target_uri: str) -> str:
    """A far account says that it lives there now. Answers why it is not believed, or ""."""
    origin = await resolving.refresh(ctx, by)
    if origin.moved_to_uri != target_uri:
        return "its own profile does not say so"
    target = await _met(ctx, target_uri)
    if target is None:
        return "nobody lives there"
    if why := _why_not(origin, target):
        return why
    async with ctx.db.write() as tx:
        if not await moves.claim(tx, by.id, target.uri, REST):
            return "it moved less than a week ago"
        await _lead(tx, by, target)
    return ""


async def _met(ctx: Context, uri: str) -> Account | None:
    """The account as its own server describes it at this moment."""
    known = await resolving.account_by_uri(ctx, uri, budget_of(ctx))
    return known if known is None or known.is_local else await resolving.refresh(ctx, known)


def _why_not(origin: Account, target: Account) -> str:
    if origin.uri not in target.also_known_as:
        return "the new account does not know the old one"
    if target.moved_to_uri:
        return "the new account has moved on itself"
    if target.suspended_at is not None or target.deleted_at is not None:
        return "the new account is not heard here"
    return ""


async def _lead(tx: Transaction, old: Account, new: Account) -> None:
    """An errand for each of ours whom it concerns: a Follow may wait for its server."""
    followers = [who for who, _, _ in await follow_store.local_followers(tx, old.id)]
    found = dict.fromkeys([*followers, *await moves.shunned_by(tx, old.id)])
    errands = [
        Job("follow_on", {"who": who, "old": old.id, "new": new.id}, unique_key=f"follow_on|{who}|{old.id}|{new.id}")
        for who in found
    ]
    await jobs.enqueue(tx, *errands)


async def follow_on(ctx: Context, tx: Transaction, who: int, old_id: int, new_id: int) -> None:
    """One follower of ours goes along, as far as they may and want; the old follow ends either way."""
    people = await accounts.by_ids(tx, [who, old_id, new_id])
    follower, old, new = (people.get(one) for one in (who, old_id, new_id))
    if follower is None or old is None or new is None:
        return
    await _shun(ctx, tx, follower, old, new)
    before = await follow_store.between(tx, who, old_id)
    if before is None or before.state is not FollowState.ACCEPTED:
        return
    try:
        await follows.follow(ctx, tx, follower, new, reblogs=not before.hide_reblogs, notify=before.notify)
    except DomainError:
        return  # one has blocked the other, or the new account is the follower's own: nothing to go along with
    await moves.keep_languages(tx, who, old_id, new_id)
    await moves.swap_in_lists(tx, who, old_id, new_id)
    await follows.unfollow(ctx, tx, follower, old)


async def _shun(ctx: Context, tx: Transaction, who: Account, old: Account, new: Account) -> None:
    """Moving is no way around a block or a mute, unless somebody has chosen to follow the new account already."""
    before, now = await follows.relation(tx, who, old), await follows.relation(tx, who, new)
    if who.id == new.id or now.following:
        return
    if before.blocking and not now.blocking:
        await blocks.block(ctx, tx, who, new)
    if before.muting and not now.muting:
        await blocks.mute(ctx, tx, who, new, hide_notifications=before.muting_notifications, seconds=0)


async def move(ctx: Context, account: Account, handle: str) -> Account:
    """One of ours leaves for another account, which must name this one as its alias; followers are told."""
    target = await _target(ctx, account, handle)
    async with ctx.db.write() as tx:
        if not await moves.claim(tx, account.id, target.uri, REST):
            raise Invalid("You have moved less than a week ago. Followers can be sent on once a week")
        moved = await accounts.by_id(tx, account.id) or account
        await outgoing.account_updated(ctx, tx, moved)
        await outgoing.moved(ctx, tx, moved, target)
        await _lead(tx, moved, target)
    return moved


async def _target(ctx: Context, account: Account, handle: str) -> Account:
    found = await resolving.account(ctx, _full(ctx, handle), by=account)
    target = await _met(ctx, found.uri) if found is not None else None
    if target is None or target.id == account.id:
        raise Invalid(f"No other account was found under {handle}")
    if why := _why_not(account, target):
        raise Invalid(f"You can't move to {handle}: {why}")
    return target


async def stay(ctx: Context, tx: Transaction, account: Account) -> Account:
    """The redirect is taken back; who was led on has followed already."""
    if not account.moved_to_uri:
        return account
    back = await accounts.mend(tx, account, moved_to_uri="")
    await outgoing.account_updated(ctx, tx, back)
    return back


async def set_aliases(ctx: Context, account: Account, handles: list[str]) -> Account:
    """The accounts that may move here, by handle or id; each is looked for, so that no alias is a typing error."""
    if len(handles) > MOST_ALIASES:
        raise Invalid(f"Validation failed: There can be at most {MOST_ALIASES} aliases")
    uris = [await _alias(ctx, account, handle) for handle in handles]
    async with ctx.db.write() as tx:
        known = await accounts.mend(tx, account, also_known_as=list(dict.fromkeys(uris)))
        await outgoing.account_updated(ctx, tx, known)
    return known


async def _alias(ctx: Context, account: Account, handle: str) -> str:
    found = await resolving.account(ctx, _full(ctx, handle), by=account)
    if found is None or found.id == account.id:
        raise Invalid(f"No other account was found under {handle}")
    return found.uri


async def names_of(ctx: Context, uris: Sequence[str]) -> dict[str, str]:
    """By id, the full handle where we know the account, else the id itself."""
    async with ctx.db.read() as tx:
        known = await accounts.by_uris(tx, list(uris))
    return {uri: full_handle(known[uri], ctx.urls.domain) if uri in known else uri for uri in uris}


def _full(ctx: Context, typed: str) -> str:
    """A name alone is one of ours."""
    return typed if "@" in typed or "/" in typed else f"{typed}@{ctx.urls.domain}"


def full_handle(account: Account, home: str) -> str:
    """`alice@art.example`, for our own people too."""
    return f"{account.username}@{account.domain or home}"
