"""Asking and voting: a poll is asked with a status, everybody counts once, and its end rings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.events import StatusEdited
from fediai.domain.people.notifications import NotificationType
from fediai.domain.polls import Option, Poll, PollDraft, RemotePoll
from fediai.domain.statuses import Status
from fediai.services.far import outgoing
from fediai.services.people import notifications
from fediai.services.posts import views
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.people import accounts
from fediai.store.posts import polls, sight, statuses

TELL_AFTER = timedelta(minutes=3)  # far servers hear of votes together


async def ask(tx: Transaction, status: Status, asks: PollDraft | None) -> Poll | None:
    """The poll of a new status; its end is an errand."""
    if asks is None or status.poll_id is None:
        return None
    poll = Poll(
        status.poll_id, status.id, tuple(Option(title) for title in asks.titles), asks.multiple, asks.hide_totals,
        tx.now + timedelta(seconds=asks.seconds), voters=0,
    )  # fmt: skip
    await polls.insert_poll(tx, poll)
    await _end_later(tx, poll)
    return poll


async def change(tx: Transaction, before: Status, asks: PollDraft | None, *, pictured: bool) -> Poll | None:
    """What an edit leaves: the votes stay unless something else is asked; pictures take the poll's place."""
    known = await of_status(tx, before)
    if asks is None and not pictured:
        return known
    if known and asks and not pictured and (known.titles, known.multiple) == (asks.titles, asks.multiple):
        until = tx.now + timedelta(seconds=asks.seconds)
        known = replace(known, expires_at=until, expired=False, hide_totals=asks.hide_totals)
        await polls.stands(tx, known)
        await _end_later(tx, known)
        return known
    await polls.delete_of(tx, before.id)
    return None if pictured else await ask(tx, replace(before, poll_id=tx.new_id()), asks)


async def of_status(tx: Transaction, status: Status) -> Poll | None:
    """The poll as anybody sees it."""
    return (await polls.by_statuses(tx, 0, [status.id])).get(status.id) if status.poll_id else None


async def received(tx: Transaction, status: Status, remote: RemotePoll | None) -> Poll | None:
    """What a far author says of their poll holds; votes of ours in other options are forgotten."""
    known = await of_status(tx, status)
    if remote is None:
        if known:
            await polls.delete_of(tx, status.id)
        return None
    poll = Poll(
        known.id if known else tx.new_id(), status.id, remote.options, remote.multiple, False,
        remote.expires_at, remote.voters,
    )  # fmt: skip
    if known and (known.titles, known.multiple) == (poll.titles, poll.multiple):
        await polls.stands(tx, poll)
        return poll
    if known:
        await polls.delete_of(tx, status.id)
        poll = replace(poll, id=tx.new_id())
    await polls.insert_poll(tx, poll)
    return poll


async def _end_later(tx: Transaction, poll: Poll) -> None:
    if poll.expires_at is not None and poll.expires_at > tx.now:
        payload, key = {"poll": poll.id}, f"end_poll|{poll.id}|{_stamp(poll.expires_at)}"
        await jobs.enqueue(tx, Job("end_poll", payload, unique_key=key, after=poll.expires_at - tx.now))


def _stamp(at: datetime) -> int:
    return int(at.timestamp())


async def show(ctx: Context, tx: Transaction, viewer: Account | None, id: int) -> Poll:
    """The poll, for eyes that may see its status."""
    poll = await polls.by_id(tx, viewer.id if viewer else 0, id)
    if poll is None:
        raise NotFound
    await views.visible(ctx, tx, viewer, poll.status_id)
    return poll


async def vote(ctx: Context, tx: Transaction, who: Account, id: int, places: Sequence[int]) -> Poll:
    """Counted; raises `Invalid` with a sentence otherwise."""
    poll = await show(ctx, tx, who, id)
    wanted = list(dict.fromkeys(places))
    objection = "" if wanted else "Choose at least one option"
    if not poll.multiple and len(wanted) > 1:
        # Clients know the first half: it is what they are told elsewhere.
        objection = "You have already voted on this poll: only one option can be chosen"
    status = await views.visible(ctx, tx, who, poll.status_id)
    objection = objection or await _count(tx, who, status, poll, wanted)
    if objection:
        raise Invalid(f"Validation failed: {objection}")
    if not status.local:
        view = await views.view(ctx, tx, who, status)
        await outgoing.voted(ctx, tx, who, view, [poll.options[place].title for place in wanted])
        await _end_later(tx, poll)
    return await show(ctx, tx, who, id)


async def receive_vote(tx: Transaction, by: Account, question: Status, title: str) -> str:
    """Why a far vote did not count; empty when it did."""
    status = await sight.status_seen(tx, by.id, question.id)
    poll = await of_status(tx, question)
    if status is None or poll is None:
        return "no poll for these eyes"
    if title not in poll.titles:
        return "there is no such option"
    return await _count(tx, by, status, poll, [poll.titles.index(title)])


async def _count(tx: Transaction, who: Account, status: Status, poll: Poll, places: Sequence[int]) -> str:
    """One voter at a time: what was chosen before is read behind the lock."""
    await polls.lock(tx, poll.id)
    before = await polls.choices(tx, poll.id, who.id)
    if poll.expired:
        return "The poll has already ended"
    if status.account_id == who.id:
        return "You cannot vote in your own polls"
    if not all(0 <= place < len(poll.options) for place in places):
        return "The chosen vote option does not exist"
    if before and (not poll.multiple or before & set(places) or who.is_local):
        return "You have already voted on this poll"
    await polls.vote(tx, poll.id, who.id, places, is_first=not before)
    if status.local:
        await jobs.enqueue(tx, Job("tell_poll", {"poll": poll.id}, unique_key=f"tell_poll|{poll.id}", after=TELL_AFTER))
    return ""


async def tell(ctx: Context, tx: Transaction, poll: Poll) -> Status | None:
    """Streams and far servers learn how it stands; the status is not thereby edited."""
    status = await statuses.by_id(tx, poll.status_id)
    if status is not None:
        tx.emit(StatusEdited(status.id))
        if status.local:
            view = await views.view(ctx, tx, None, status)
            await outgoing.counted(ctx, tx, view, await polls.far_voters(tx, poll.id))
    return status


async def end(ctx: Context, tx: Transaction, poll: Poll) -> None:
    """Whoever asked and whoever of ours voted hears that it is over."""
    status = await tell(ctx, tx, poll)
    author = await accounts.by_id(tx, status.account_id) if status else None
    if status is None or author is None:
        return
    for one in [author, *await polls.our_voters(tx, poll.id)]:
        await notifications.notify(ctx, tx, NotificationType.POLL, one, author, status.id, f"{poll.id}")
