"""What our people do is told to those elsewhere whom it concerns; nothing happens when nobody is.

Called inside the transaction that makes it true: the body is recorded once, and errands carry it out later.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import orjson

from activitypub.activities import Accept, Activity, Add, QuoteRequest, Reject, Remove
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.people.follows import Follow
from fediai.domain.statuses import Status, StatusView
from fediai.domain.visibility import OPEN, Visibility
from fediai.federation.deliver import LARGEST_BODY, Delivery
from fediai.federation.translate import activity as translate
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import activities, collections, inboxes
from fediai.store.far.activities import Said
from fediai.store.jobs import Job
from fediai.store.people import accounts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class QuoteAsked:
    """A far QuoteRequest, by the ids of what it names; `stamp` where it is granted."""

    request: str
    quoting: str
    quoted: str
    stamp: str = ""


PROOF = 1024  # room for the proof that goes along
TO_FOLLOWERS = frozenset({Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE})


async def placed(tx: Transaction, view: StatusView) -> StatusView:
    """An answer that knows whether one of ours began the conversation; what answers nothing need not ask."""
    if view.status.in_reply_to_id is None:
        return view
    return replace(view, begun_here=await collections.begun_here(tx, view.status.thread_id))


async def created(ctx: Context, tx: Transaction, view: StatusView) -> None:
    """A new status."""
    said = translate.create_of(await placed(tx, view), ctx.urls)
    await _about_status(ctx, tx, view.account, view.status, said)


async def edited(ctx: Context, tx: Transaction, view: StatusView) -> None:
    """A changed status."""
    said = translate.update_of(await placed(tx, view), ctx.urls)
    await _about_status(ctx, tx, view.account, view.status, said)


async def counted(ctx: Context, tx: Transaction, view: StatusView, voters: Sequence[int]) -> None:
    """A poll stands differently: told to those who see it, and to those who voted."""
    said = translate.update_of(await placed(tx, view), ctx.urls, tx.now)
    named = [int(mention["id"]) for mention in view.status.mentions if mention.get("id")]
    followers = view.status.visibility in TO_FOLLOWERS
    await _tell(ctx, tx, view.account, said, to=[*named, *voters], followers=followers)


async def voted(ctx: Context, tx: Transaction, by: Account, view: StatusView, titles: Sequence[str]) -> None:
    """Votes in a far poll: one Note for each, to whoever asked."""
    for title in titles:
        uri = ctx.urls.activity(by.username, "votes", tx.new_id())
        said = translate.vote_of(by, uri, title, view.status.uri, view.account.uri)
        await _tell(ctx, tx, by, said, to=(view.account.id,))


async def deleted(ctx: Context, tx: Transaction, author: Account, status: Status) -> None:
    """A status is gone; told to everybody who has it, also where only a reblog or an answer brought it."""
    touched = [] if status.is_pending else await inboxes.touched(tx, status.id)
    await _about_status(ctx, tx, author, status, translate.delete_of(author, status), touched)


async def reblogged(ctx: Context, tx: Transaction, view: StatusView) -> None:
    """A status was shown to followers; `view.reblog` is that status."""
    if view.reblog is not None:
        said = translate.announce_of(view.account, view.status, view.reblog.status.uri, view.reblog.account.uri)
        await _tell(ctx, tx, view.account, said, to=(view.reblog.account.id,), followers=True)


async def unreblogged(ctx: Context, tx: Transaction, by: Account, reblog: Status, of: Status) -> None:
    """And is not any more."""
    author = await accounts.by_id(tx, of.account_id)
    if author is not None:
        said = translate.undo_of(translate.announce_of(by, reblog, of.uri, author.uri))
        await _tell(ctx, tx, by, said, to=(author.id,), followers=True)


async def favourited(ctx: Context, tx: Transaction, by: Account, view: StatusView, favourite_uri: str) -> None:
    """A favourite."""
    said = translate.like_of(by, favourite_uri, view.status.uri, view.account.uri)
    await _tell(ctx, tx, by, said, to=(view.account.id,))


async def unfavourited(ctx: Context, tx: Transaction, by: Account, view: StatusView, favourite_uri: str) -> None:
    """A favourite taken back."""
    said = translate.undo_of(translate.like_of(by, favourite_uri, view.status.uri, view.account.uri))
    await _tell(ctx, tx, by, said, to=(view.account.id,))


async def followed(ctx: Context, tx: Transaction, follow: Follow, follower: Account, target: Account) -> None:
    """One of ours asks to follow somebody elsewhere."""
    await _tell(ctx, tx, follower, translate.follow_of(follow, follower, target), to=(target.id,))


async def unfollowed(ctx: Context, tx: Transaction, follow: Follow, follower: Account, target: Account) -> None:
    """And does not want to any more."""
    said = translate.undo_of(translate.follow_of(follow, follower, target))
    await _tell(ctx, tx, follower, said, to=(target.id,))


async def accepted(ctx: Context, tx: Transaction, follow: Follow, follower: Account, target: Account) -> None:
    """One of ours lets somebody elsewhere follow."""
    await _tell(ctx, tx, target, translate.answer_of(Accept, follow, follower, target, tx.now), to=(follower.id,))


async def rejected(ctx: Context, tx: Transaction, follow: Follow, follower: Account, target: Account) -> None:
    """Or not, or no longer."""
    await _tell(ctx, tx, target, translate.answer_of(Reject, follow, follower, target, tx.now), to=(follower.id,))


async def reported(
    ctx: Context, tx: Transaction, instance: Account, target: Account, posts: Sequence[str], comment: str
) -> None:
    """Somebody of theirs was reported to us; the instance says so, never the person who did."""
    uri = ctx.urls.activity(instance.username, "flags", tx.new_id())
    said = translate.flag_of(instance, uri, (target.uri, *posts), comment)
    await _tell(ctx, tx, instance, said, to=(target.id,))


async def blocked(ctx: Context, tx: Transaction, by: Account, target: Account, uri: str) -> None:
    """One of ours shuts somebody far out, and wants them to know."""
    await _tell(ctx, tx, by, translate.block_of(by, target, uri), to=(target.id,))


async def account_updated(ctx: Context, tx: Transaction, account: Account) -> None:
    """A changed profile."""
    keys = await accounts.public_keys(tx, account.id)
    said = translate.profile_update_of(account, keys, ctx.urls, tx.now)
    await _tell(ctx, tx, account, said, followers=True)


async def moved(ctx: Context, tx: Transaction, account: Account, target: Account) -> None:
    """One of ours lives elsewhere now; the new home hears of it too."""
    await _tell(ctx, tx, account, translate.move_of(account, target, tx.now), to=(target.id,), followers=True)


async def featured(ctx: Context, tx: Transaction, account: Account, status: Status, *, shown: bool) -> None:
    """A post is shown first on its author's page, or no longer; private ones are nobody's business there."""
    if status.visibility in OPEN:
        said = translate.featuring_of(Add if shown else Remove, account, status, tx.now)
        await _tell(ctx, tx, account, said, followers=True)


async def quote_requested(ctx: Context, tx: Transaction, view: StatusView, uri: str, owner: Account) -> None:
    """One of ours would like to quote a far post."""
    await _tell(ctx, tx, view.account, translate.quote_request_of(view, uri, owner, ctx.urls), to=(owner.id,))


async def quote_answered(
    ctx: Context, tx: Transaction, owner: Account, by: Account, kind: type[Accept] | type[Reject], about: QuoteAsked
) -> None:
    """One of ours lets a far post quote theirs, or not."""
    asked = QuoteRequest(id=about.request, actor=by.uri, object_id=about.quoted, instrument_id=about.quoting)
    await _tell(ctx, tx, owner, translate.quote_answer_of(kind, owner, asked, about.stamp, tx.now), to=(by.id,))


async def quote_revoked(ctx: Context, tx: Transaction, owner: Account, quoter_id: int, stamp: str) -> None:
    """And takes that back."""
    if stamp:
        await _tell(ctx, tx, owner, translate.authorization_gone_of(owner, stamp), to=(quoter_id,))


async def featured_tag(ctx: Context, tx: Transaction, account: Account, name: str, *, shown: bool) -> None:
    """A hashtag is shown on their profile, or no longer."""
    said = translate.tag_featuring_of(Add if shown else Remove, account, name, ctx.urls, tx.now)
    await _tell(ctx, tx, account, said, followers=True)


async def account_deleted(ctx: Context, tx: Transaction, account: Account) -> int:
    """One of ours is gone: every server we know may have heard of them; how many are told."""
    everywhere = await inboxes.everywhere(tx)
    if everywhere:
        said = translate.statement(translate.farewell_of(account), account.uri)
        body = orjson.dumps(said.document).decode()
        await activities.record(tx, Said(said.id, said.actor, said.type, said.about, body))
        await deliver(tx, said.id, account.id, said.about, everywhere)
    return len(everywhere)


async def _about_status(
    ctx: Context, tx: Transaction, author: Account, status: Status, activity: Activity, also: Sequence[int] = ()
) -> None:
    """To the followers where they may see it, and to everybody it names; pending ones are nobody's business."""
    if not status.is_pending:
        named = [*(int(mention["id"]) for mention in status.mentions if mention.get("id")), *also]
        followers, seen_by = status.visibility in TO_FOLLOWERS, status.visibility
        await _tell(ctx, tx, author, activity, to=named, followers=followers, seen_by=seen_by)


async def _tell(
    ctx: Context,
    tx: Transaction,
    by: Account,
    activity: Activity,
    *,
    to: Sequence[int] = (),
    followers: bool = False,
    seen_by: Visibility | None = None,
) -> None:
    """Records the activity and enqueues its way out, if anybody elsewhere is concerned."""
    if not by.is_local:
        return
    named = await inboxes.of_accounts(tx, to)
    relayed = seen_by is Visibility.PUBLIC
    audience = followers and await inboxes.has_far_followers(tx, by.id, relayed=relayed)
    if not named and not audience:
        return
    said = translate.statement(activity, _subject(activity))
    body = orjson.dumps(said.document).decode()
    if len(body.encode()) > LARGEST_BODY - PROOF:
        log.warning("%s is too long to travel: %d bytes", said.id, len(body))
        return
    await activities.record(tx, Said(said.id, said.actor, said.type, said.about, body))
    if audience:
        payload: dict[str, object] = {"activity": said.id, "account": by.id, "about": said.about, "inboxes": named}
        payload |= {"relayed": relayed, "compared": seen_by is Visibility.PRIVATE}
        lane = f"fan_out|{said.about}"
        await jobs.enqueue(tx, Job("fan_out", payload, lane=lane, unique_key=f"fan_out|{said.id}"))
    else:
        await deliver(tx, said.id, by.id, said.about, named)


Digests = Callable[[str], str]


def no_digest(_inbox: str) -> str:
    """Nothing is compared."""
    return ""


def _subject(activity: Activity) -> str:
    """The thing whose news must stay in order: for an Undo that is what is undone, so it follows its Like."""
    inner = getattr(activity, "inner", None)
    return (inner.object_id if inner is not None else activity.object_id) or activity.actor


async def deliver(
    tx: Transaction, activity: str, account: int, about: str, to: Sequence[str], digests: Digests = no_digest
) -> None:
    """An errand for each inbox; `digests` are those of the followers behind it, where both servers compare them."""
    away = [Delivery(activity, inbox, account, about, digests(inbox)) for inbox in dict.fromkeys(to)]
    await jobs.enqueue(tx, *(Job("deliver", one.payload(), lane=one.lane, unique_key=one.unique_key) for one in away))
