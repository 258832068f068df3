"""Posting: a draft is published, changed or deleted; what follows from it happens in the same transaction."""

from collections.abc import Iterable
from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, NotFound
from fediai.domain.events import StatusEdited, StatusPublished
from fediai.domain.people.notifications import NotificationType
from fediai.domain.pictures.media import Media
from fediai.domain.posts.neighbours import letter
from fediai.domain.statuses import Draft, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.far import neighbours, outgoing
from fediai.services.links import cards
from fediai.services.people import notifications
from fediai.services.posts import composing, indexing, polls, quoting, removal, views
from fediai.services.posts.composing import Composed
from fediai.services.posts.reactions import (
    bookmark,
    favourite,
    favourited_by,
    reblog,
    reblogged_by,
    unbookmark,
    unfavourite,
    unreblog,
)
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import media
from fediai.store.posts import conversations, edits, home_entries, quotes, statuses

__all__ = [
    "bookmark", "delete", "edit", "favourite", "favourited_by", "own", "publish", "reblog", "reblogged_by",
    "source", "unbookmark", "unfavourite", "unreblog",
]  # fmt: skip

COUNTED = frozenset({Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE})
OPEN = frozenset({Visibility.PUBLIC, Visibility.UNLISTED})


async def publish(ctx: Context, tx: Transaction, author: Account, draft: Draft, *, id: int | None = None) -> StatusView:
    """The draft is a status: in homes and threads, told to those it names, on its way to other servers."""
    composed = await composing.compose(ctx, tx, author, draft)
    status = _status(ctx, tx, author, draft, composed, id or tx.new_id())
    status = await _as_neighbours_bear(ctx, tx, author, status) if status.gen_ai else status
    await statuses.insert(tx, status)
    poll = await polls.ask(tx, status, composed.asks)
    files = await _attach(tx, status, composed.files)
    await indexing.learn(tx, author, status, files)
    if composed.quoted is None:
        await cards.later(ctx, tx, status, files)
    await enter(ctx, tx, author, status, composed.parent, composed.named)
    if composed.quoted is None:
        view = StatusView(status, author, files, poll=poll, quotable="automatic")
        await outgoing.created(ctx, tx, view)
        return view
    status = await quoting.ask(ctx, tx, author, status, composed.quoted)
    view = await views.view(ctx, tx, author, status)
    await outgoing.created(ctx, tx, view)
    await quoting.request(ctx, tx, view)
    return view


async def _as_neighbours_bear(ctx: Context, tx: Transaction, author: Account, status: Status) -> Status:
    """Public as its author wants it, within the neighbour budget; past that unlisted, with a letter of the studio's.

    The first one is also said in its author's profile.
    """
    visibility, untold = await neighbours.settle(ctx, tx, author, status.visibility)
    if untold:
        studio, said = await accounts.studio(tx), letter(status.language, neighbours.budget_of(ctx))
        text = f"@{author.username} {said}"
        await publish(ctx, tx, studio, Draft(text=text, visibility=Visibility.DIRECT, language=status.language))
    if not author.posts_ai:
        await outgoing.account_updated(ctx, tx, await accounts.mend(tx, author, posts_ai=True))
    return replace(status, visibility=visibility)


def _status(ctx: Context, tx: Transaction, author: Account, draft: Draft, composed: Composed, id: int) -> Status:
    parent = composed.parent
    return Status(
        id=id,
        uri=ctx.urls.status(author.username, id),
        url=ctx.urls.status_page(author.username, id),
        account_id=author.id,
        text=composed.text,
        content=composed.content,
        spoiler_text=composed.spoiler_text,
        sensitive=composed.sensitive,
        visibility=composed.visibility,
        language=composed.language,
        in_reply_to_id=parent.id if parent else None,
        in_reply_to_account_id=parent.account_id if parent else None,
        in_reply_to_uri=parent.uri if parent else "",
        thread_id=parent.thread_id if parent else id,
        mentions=composed.mentions,
        tags=composed.tags,
        emojis=composed.emojis,
        local=True,
        gen_ai=draft.gen_ai or any(one.is_generated for one in composed.files),
        generator=draft.generator,
        application=draft.application,
        application_website=draft.application_website,
        created_at=tx.now,
        poll_id=tx.new_id() if composed.asks else None,
        quote_policy=quoting.policy_word(draft),
    )


async def _attach(tx: Transaction, status: Status, files: Iterable[Media]) -> tuple[Media, ...]:
    attached = tuple(replace(one, status_id=status.id, position=place) for place, one in enumerate(files))
    await media.attach(tx, status.id, [one.id for one in attached])
    return attached


async def enter(
    ctx: Context, tx: Transaction, author: Account, status: Status, parent: Status | None, named: Iterable[Account]
) -> None:
    """A new status takes its places: counts, homes, bells, streams; the same for ours and for arrivals."""
    if status.visibility in COUNTED:
        await accounts.bump(tx, author.id, statuses=1)
    if parent is not None and status.visibility in OPEN:
        await statuses.bump(tx, parent.id, "replies_count", 1)
    await home_entries.enter(tx, status)
    if status.visibility is Visibility.DIRECT:
        await conversations.enter(tx, status)
    await ring(ctx, tx, author, status, named)
    tx.emit(StatusPublished(status.id))


async def ring(ctx: Context, tx: Transaction, author: Account, status: Status, named: Iterable[Account]) -> None:
    """Those named hear of it, and those who asked to hear of everything by this author."""
    told = set()
    for one in named:
        if one.is_local:
            await notifications.notify(ctx, tx, NotificationType.MENTION, one, author, status.id)
            told.add(one.id)
    if status.visibility in COUNTED and status.in_reply_to_account_id in (None, author.id):
        for listener in await home_entries.listeners(tx, author.id):
            if listener.id not in told:
                await notifications.notify(ctx, tx, NotificationType.STATUS, listener, author, status.id)


async def own(ctx: Context, tx: Transaction, author: Account, id: int) -> Status:
    """The author's own status; what is somebody else's looks absent."""
    status = await views.visible(ctx, tx, author, id)
    if status.account_id != author.id:
        raise NotFound
    return status


async def edit(ctx: Context, tx: Transaction, author: Account, id: int, draft: Draft) -> StatusView:
    """The status says something else from now on; its visibility and its place in the thread stay."""
    before = await own(ctx, tx, author, id)
    if before.reblog_of_id is not None or before.is_pending:
        raise Forbidden
    files = (await media.by_statuses(tx, [before.id])).get(before.id, ())  # before new descriptions are written
    composed = await composing.compose(ctx, tx, author, draft, keeping=before)
    was = await polls.of_status(tx, before)
    poll = await polls.change(tx, before, composed.asks, pictured=bool(composed.files))
    after = replace(
        before, text=composed.text, content=composed.content, spoiler_text=composed.spoiler_text,
        sensitive=composed.sensitive, language=composed.language or before.language, mentions=composed.mentions,
        tags=composed.tags, emojis=composed.emojis, edited_at=tx.now,
        gen_ai=draft.gen_ai or any(f.is_generated for f in composed.files),
        generator=draft.generator or before.generator, poll_id=poll.id if poll else None,
        quote_policy=quoting.policy_word(draft) or before.quote_policy,
    )  # fmt: skip
    await edits.remember(tx, before, files, was.titles if was else ())
    await statuses.update(tx, after)
    await media.detach(tx, after.id)
    files = await _attach(tx, after, composed.files)
    await indexing.learn(tx, author, after, files)
    await cards.later(ctx, tx, after, files)
    view = StatusView(after, author, files, poll=poll)
    if after.quote_id:
        view = await views.view(ctx, tx, author, after)
    was_named = {mention["id"] for mention in before.mentions}
    await ring_edit(ctx, tx, author, after, [one for one in composed.named if str(one.id) not in was_named])
    await outgoing.edited(ctx, tx, view)
    return await views.view(ctx, tx, author, after)


async def ring_edit(
    ctx: Context, tx: Transaction, author: Account, status: Status, newly_named: Iterable[Account]
) -> None:
    """Who reblogged it hears that it changed; who is newly named hears of it; streams show it."""
    for one in newly_named:
        await notifications.notify(ctx, tx, NotificationType.MENTION, one, author, status.id)
    for one in await home_entries.rebloggers(tx, status.id):
        cause = f"{status.id}/{status.edited_at}"
        await notifications.notify(ctx, tx, NotificationType.UPDATE, one, author, status.id, cause)
    for quoter, _ in await quotes.quoters(tx, status.id) if status.quotes_count else ():
        known = await accounts.by_id(tx, quoter)
        if known is not None:
            cause = f"{status.id}/{status.edited_at}"
            await notifications.notify(ctx, tx, NotificationType.QUOTED_UPDATE, known, author, status.id, cause)
    tx.emit(StatusEdited(status.id))


async def delete(ctx: Context, tx: Transaction, author: Account, id: int, *, with_media: bool = False) -> StatusView:
    """Gone, here and elsewhere; the view still has its `text` and files, to be redrafted."""
    status = await own(ctx, tx, author, id)
    if status.reblog_of_id is not None:
        return await unreblog(ctx, tx, author, status.reblog_of_id)
    view = await views.view(ctx, tx, author, status)
    if not status.is_pending:
        await outgoing.deleted(ctx, tx, author, status)
    if with_media:
        await media.delete(tx, [one.id for one in view.media])
    await media.detach(tx, status.id)
    await removal.remove(tx, author, status)
    return view


async def source(ctx: Context, tx: Transaction, author: Account, id: int) -> Status:
    """What was typed, before every edit."""
    return await own(ctx, tx, author, id)
