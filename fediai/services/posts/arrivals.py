"""Statuses and what is done to them, arriving from elsewhere; applied twice they change nothing more."""

import re
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.ids import first_at
from fediai.domain.people.notifications import NotificationType
from fediai.domain.polls import Poll
from fediai.domain.statuses import RemoteStatus, Status, StatusView
from fediai.domain.visibility import OPEN, may_be_reblogged
from fediai.services.bells import strangers
from fediai.services.links import cards
from fediai.services.people import notifications
from fediai.services.posts import attachments, indexing, polls, quoting, removal, views
from fediai.services.posts.composing import mention_of
from fediai.services.posts.reactions import enter_reblog, reblog_of
from fediai.services.posts.statuses import enter, ring_edit
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import emojis, media
from fediai.store.posts import edits, reactions, sight, statuses, threads

LATELY = timedelta(days=1)  # what is older was fetched for a thread or a search: it enters no home
AT_ONCE = timedelta(minutes=10)
MOST_MENTIONS, MOST_TAGS = 50, 50
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9-]{1,20})?")


async def store_remote(ctx: Context, tx: Transaction, author: Account, remote: RemoteStatus) -> StatusView | None:
    """The status, new or known already; None when it was deleted before it came, or is somebody else's."""
    if await statuses.is_buried(tx, remote.uri, author.uri):
        return None
    known = await statuses.by_uri(tx, remote.uri)
    if known is not None:
        return await views.view(ctx, tx, author, known) if known.account_id == author.id else None
    parent = await _parent(tx, remote)
    named = await _named(tx, remote)
    status = _status(ctx, tx, author, remote, parent, named)
    await statuses.insert(tx, status)
    files = attachments.received(tx, author, status, remote)
    await media.insert(tx, *files)
    await indexing.learn(tx, author, status, files, named)
    poll = await polls.received(tx, status, remote.poll)
    await quoting.received(ctx, tx, author, status, remote)
    await emojis.met(tx, author.domain, remote.emojis)
    if tx.now - status.created_at < LATELY and not remote.quote:
        await cards.later(ctx, tx, status, files)
    await _show_to_addressed(tx, status, remote, named)
    await _take_place(ctx, tx, await strangers.ringing(ctx, tx, author, named), status, parent, named)
    return StatusView(status, author, files, poll=poll)


async def _show_to_addressed(tx: Transaction, status: Status, remote: RemoteStatus, named: list[Account]) -> None:
    """Who is addressed without being named may read it, and no bell rings."""
    silent = set(remote.addressed[:MOST_MENTIONS]) - {one.uri for one in named}
    if silent:
        found = (await accounts.by_uris(tx, list(silent))).values()
        await statuses.show_to(tx, status.id, [one.id for one in found if one.is_local])


async def _take_place(
    ctx: Context, tx: Transaction, author: Account, status: Status, parent: Status | None, named: list[Account]
) -> None:
    if tx.now - status.created_at < LATELY:
        await enter(ctx, tx, author, status, parent, named)
    elif parent is not None and status.visibility in OPEN:
        await statuses.bump(tx, parent.id, "replies_count", 1)
    if waited := await threads.adopt(tx, status):
        await statuses.bump(tx, status.id, "replies_count", waited)


async def _parent(tx: Transaction, remote: RemoteStatus) -> Status | None:
    """What it answers, where we know it; a reblog is nothing to answer."""
    found = await statuses.by_uri(tx, remote.in_reply_to_uri) if remote.in_reply_to_uri else None
    return found if found is not None and found.reblog_of_id is None else None


async def _named(tx: Transaction, remote: RemoteStatus) -> list[Account]:
    uris = [one.uri for one in remote.mentions[:MOST_MENTIONS]]
    return list((await accounts.by_uris(tx, uris)).values())


def _status(
    ctx: Context, tx: Transaction, author: Account, remote: RemoteStatus, parent: Status | None, named: list[Account]
) -> Status:
    published = min(remote.published or tx.now, tx.now)  # a stranger's clock may run ahead
    made = id_for(tx, published)
    return Status(
        id=made,
        uri=remote.uri,
        url=remote.url or remote.uri,
        account_id=author.id,
        visibility=remote.visibility,
        thread_id=parent.thread_id if parent else made,
        created_at=published,
        edited_at=remote.edited,
        in_reply_to_id=parent.id if parent else None,
        in_reply_to_account_id=parent.account_id if parent else None,
        in_reply_to_uri=remote.in_reply_to_uri,
        local=False,
        poll_id=tx.new_id() if remote.poll else None,
        **_said(remote, named),
    )


def _said(remote: RemoteStatus, named: list[Account]) -> dict[str, Any]:
    """What an edit may change, made harmless."""
    spoiler = text.one_line(remote.spoiler_text, 500)
    return {
        "content": text.sanitise(remote.content),
        "spoiler_text": spoiler,
        "sensitive": remote.sensitive or bool(spoiler),
        "language": remote.language if remote.language and _LANGUAGE.fullmatch(remote.language) else None,
        "mentions": tuple(mention_of(one) for one in named),
        "tags": tuple(
            dict.fromkeys(name for tag in remote.tags[:MOST_TAGS] if text.is_tag(name := text.tag_name(tag)))
        ),
        "emojis": remote.emojis,
        "quote_policy": remote.quote_policy,
        "gen_ai": remote.gen_ai or attachments.are_generated(remote),
        "generator": text.one_line(remote.generator, 200),
    }


def id_for(tx: Transaction, published: datetime) -> int:
    """News gets an id of now, so that who pages by `min_id` sees it; what is old sorts where it belongs."""
    if tx.now - published < AT_ONCE:
        return tx.new_id()
    if published.microsecond == 0:  # most servers tell whole seconds, and many posts share a busy one
        published += timedelta(milliseconds=secrets.randbelow(1000))
    return first_at(published) | secrets.randbits(16)


async def update_remote(ctx: Context, tx: Transaction, author: Account, remote: RemoteStatus) -> StatusView | None:
    """The changed status; None when it is unknown, somebody else's, or this is older news than ours."""
    before = await statuses.by_uri(tx, remote.uri)
    if before is None or before.account_id != author.id or _is_older(remote, before):
        return None
    named = await _named(tx, remote)
    was = await polls.of_status(tx, before)
    poll = await polls.received(tx, before, remote.poll)
    said = _said(remote, named)
    after = replace(before, url=remote.url or before.url, poll_id=poll.id if poll else None, **said)
    files = (await media.by_statuses(tx, [before.id])).get(before.id, ())
    changed = attachments.differ(files, remote) or _differs(before, after) or _options(was) != _options(poll)
    after = replace(after, edited_at=(remote.edited or tx.now) if changed else before.edited_at)
    if changed:
        await edits.remember(tx, before, files, _options(was))
    await statuses.update(tx, after)
    await attachments.replace_received(tx, author, after, files, remote)
    await indexing.learn(tx, author, after, attachments.received(tx, author, after, remote), named)
    await quoting.received(ctx, tx, author, after, remote)
    await emojis.met(tx, author.domain, remote.emojis)
    if before.content != after.content and not remote.quote:
        await cards.later(ctx, tx, after, files)
    if changed:
        was_named = {mention["id"] for mention in before.mentions}
        new = [one for one in named if str(one.id) not in was_named]
        await ring_edit(ctx, tx, await strangers.ringing(ctx, tx, author, new), after, new)
    return await views.view(ctx, tx, author, after)


def _options(poll: Poll | None) -> tuple[str, ...]:
    return poll.titles if poll else ()


def _is_older(remote: RemoteStatus, before: Status) -> bool:
    return before.edited_at is not None and remote.edited is not None and remote.edited < before.edited_at


def _differs(before: Status, after: Status) -> bool:
    """Did a reader get something else to see?"""
    seen = ("content", "spoiler_text", "sensitive")
    return any(getattr(before, name) != getattr(after, name) for name in seen)


async def delete_remote(ctx: Context, tx: Transaction, author: Account, uri: str) -> bool:
    """It is gone, and stays gone if a late Create comes; False when it is somebody else's."""
    status = await statuses.by_uri(tx, uri)
    if status is not None and status.account_id != author.id:
        return False
    if status is None:
        await statuses.bury_unmet(tx, uri, author.uri)
    elif status.reblog_of_id is not None:
        await removal.remove_reblog(tx, author, status)
    else:
        await removal.remove(tx, author, status)
    return True


async def reblog(
    ctx: Context, tx: Transaction, by: Account, status: Status, uri: str, published: datetime | None = None
) -> Status | None:
    """The reblog, new or known already; None when it may not be, or was undone before it came."""
    if not may_be_reblogged(status.visibility, own=by.id == status.account_id) or not await is_there_for(
        tx, by, status
    ):
        return None
    if await statuses.is_buried(tx, uri, by.uri):
        return None
    known = await statuses.reblog_by(tx, by.id, status.id)
    if known is not None:
        return known
    at = min(published or tx.now, tx.now)
    made = reblog_of(status, by, id=id_for(tx, at), uri=uri, visibility=status.visibility, at=tx)
    made = replace(made, created_at=at)
    if not await statuses.insert(tx, made):
        return None
    await enter_reblog(ctx, tx, by, made, status)
    return made


async def is_there_for(tx: Transaction, by: Account, status: Status) -> bool:
    """A post, not a reblog of one, that this account may see: nobody acts on what is past a block."""
    if status.reblog_of_id is not None or status.is_pending:
        return False
    return await sight.status_seen(tx, by.id, status.id) is not None


async def undo_reblog(ctx: Context, tx: Transaction, by: Account, reblogged: str | Status) -> bool:
    """Known by the id of its Announce, or by what it showed; one that never came leaves a tombstone."""
    if isinstance(reblogged, Status):
        known = await statuses.reblog_by(tx, by.id, reblogged.id)
    else:
        known = await statuses.by_uri(tx, reblogged)
        if known is None:
            await statuses.bury_unmet(tx, reblogged, by.uri)
    if known is None or known.account_id != by.id or known.reblog_of_id is None:
        return False
    await removal.remove_reblog(tx, by, known)
    of = await statuses.by_id(tx, known.reblog_of_id)
    if of is not None:
        await _take_back(tx, NotificationType.REBLOG, of, by)
    return True


async def favourite(
    ctx: Context, tx: Transaction, by: Account, status: Status, uri: str, sign_id: int | None = None
) -> bool:
    """False when it changed nothing: a favourite already, undone before it came, or not theirs to see."""
    if not await is_there_for(tx, by, status) or await statuses.is_buried(tx, uri, by.uri):
        return False
    if not await reactions.favourite(tx, tx.new_id(), by.id, status.id, uri):
        return False
    await statuses.bump(tx, status.id, "favourites_count", 1)
    author = await accounts.by_id(tx, status.account_id)
    if author is not None:
        await notifications.notify(ctx, tx, NotificationType.FAVOURITE, author, by, status.id, about_id=sign_id)
    return True


async def undo_favourite(ctx: Context, tx: Transaction, by: Account, favourited: str | Status) -> bool:
    """Known by the id of its Like, or by what was favourited; one that never came leaves a tombstone."""
    if isinstance(favourited, Status):
        about: int | None = favourited.id
    else:
        about = await reactions.favourite_with(tx, by.id, favourited)
        if about is None:
            await statuses.bury_unmet(tx, favourited, by.uri)
    if about is None or await reactions.unfavourite(tx, by.id, about) is None:
        return False
    await statuses.bump(tx, about, "favourites_count", -1)
    of = await statuses.by_id(tx, about)
    if of is not None:
        await _take_back(tx, NotificationType.FAVOURITE, of, by)
    return True


async def _take_back(tx: Transaction, type: NotificationType, of: Status, by: Account) -> None:
    author = await accounts.by_id(tx, of.account_id)
    if author is not None:
        await notifications.take_back(tx, type, author, by, str(of.id))
