"""What people do to a status: favourite, reblog, bookmark, and take it back; doing it twice changes nothing."""

from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, Invalid
from fediai.domain.events import StatusPublished
from fediai.domain.people.notifications import NotificationType
from fediai.domain.statuses import Page, Status, StatusView
from fediai.domain.visibility import Visibility, may_be_reblogged
from fediai.services.far import neighbours, outgoing
from fediai.services.people import notifications
from fediai.services.posts import indexing, removal, views
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import home_entries, reactions, statuses


async def favourite(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """It is one of their favourites."""
    status = await _published(ctx, tx, who, id)
    made = tx.new_id()
    uri = ctx.urls.activity(who.username, "likes", made)
    is_new = await reactions.favourite(tx, made, who.id, status.id, uri)
    if is_new:
        await statuses.bump(tx, status.id, "favourites_count", 1)
        status = replace(status, favourites_count=status.favourites_count + 1)
        await indexing.keep_for_reader(tx, status)
    view = await views.view(ctx, tx, who, status)
    if is_new:
        await notifications.notify(ctx, tx, NotificationType.FAVOURITE, view.account, who, status.id)
        await outgoing.favourited(ctx, tx, who, view, uri)
    return view


async def unfavourite(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """It is none of their favourites."""
    status = await views.proper(ctx, tx, who, id)
    uri = await reactions.unfavourite(tx, who.id, status.id)
    if uri is not None:
        await statuses.bump(tx, status.id, "favourites_count", -1)
        status = replace(status, favourites_count=max(status.favourites_count - 1, 0))
    view = await views.view(ctx, tx, who, status)
    if uri is not None:
        await notifications.take_back(tx, NotificationType.FAVOURITE, view.account, who, str(status.id))
        await outgoing.unfavourited(ctx, tx, who, view, uri)
    return view


async def bookmark(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """They will find it again; nobody else learns of it."""
    status = await views.proper(ctx, tx, who, id)
    await reactions.bookmark(tx, who.id, status.id)
    await indexing.keep_for_reader(tx, status)
    return await views.view(ctx, tx, who, status)


async def unbookmark(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """They need it no more."""
    status = await views.proper(ctx, tx, who, id)
    await reactions.unbookmark(tx, who.id, status.id)
    return await views.view(ctx, tx, who, status)


async def reblog(
    ctx: Context, tx: Transaction, who: Account, id: int, visibility: Visibility | None = None
) -> StatusView:
    """Their followers see it; the view is the reblog, with what it shows inside."""
    of = await _published(ctx, tx, who, id)
    if not may_be_reblogged(of.visibility, own=of.account_id == who.id) or visibility is Visibility.DIRECT:
        raise Forbidden
    known = await statuses.reblog_by(tx, who.id, of.id)
    if known is not None:
        return await views.view(ctx, tx, who, known)
    shown: Visibility = of.visibility if of.visibility is Visibility.PRIVATE else visibility or Visibility.PUBLIC
    if of.gen_ai and of.account_id == who.id:
        shown, _ = await neighbours.settle(ctx, tx, who, shown)  # a second turn on the public timelines
    made = tx.new_id()
    uri = f"{ctx.urls.status(who.username, made)}/activity"
    made_status = reblog_of(of, who, id=made, uri=uri, visibility=shown, at=tx)
    await statuses.insert(tx, made_status)
    await enter_reblog(ctx, tx, who, made_status, of)
    view = await views.view(ctx, tx, who, made_status)
    await outgoing.reblogged(ctx, tx, view)
    return view


def reblog_of(of: Status, by: Account, *, id: int, uri: str, visibility: Visibility, at: Transaction) -> Status:
    """The row of a reblog: it has no words of its own."""
    return Status(
        id=id, uri=uri, url=uri, account_id=by.id, visibility=visibility, language=of.language,
        reblog_of_id=of.id, thread_id=id, local=by.is_local, created_at=at.now,
    )  # fmt: skip


async def enter_reblog(ctx: Context, tx: Transaction, by: Account, reblog: Status, of: Status) -> None:
    """A new reblog takes its places: counts, homes, the author's bell, streams."""
    await statuses.bump(tx, of.id, "reblogs_count", 1)
    await accounts.bump(tx, by.id, statuses=1)
    await home_entries.enter(tx, reblog, of=of)
    author = await accounts.by_id(tx, of.account_id)
    if author is not None:
        await notifications.notify(ctx, tx, NotificationType.REBLOG, author, by, of.id)
    tx.emit(StatusPublished(reblog.id))


async def unreblog(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """Their followers do not see it through them any more; the view is of what was reblogged."""
    of = await views.proper(ctx, tx, who, id)
    known = await statuses.reblog_by(tx, who.id, of.id)
    if known is not None:
        await removal.remove_reblog(tx, who, known)
        await outgoing.unreblogged(ctx, tx, who, known, of)
        of = replace(of, reblogs_count=max(of.reblogs_count - 1, 0))
    view = await views.view(ctx, tx, who, of)
    if known is not None:
        await notifications.take_back(tx, NotificationType.REBLOG, view.account, who, str(of.id))
    return view


async def _published(ctx: Context, tx: Transaction, who: Account, id: int) -> Status:
    status = await views.proper(ctx, tx, who, id)
    if status.is_pending:
        raise Invalid("The picture is still being made: try again when it is published")
    return status


async def favourited_by(
    ctx: Context, tx: Transaction, viewer: Account | None, id: int, page: Page
) -> list[tuple[int, Account]]:
    """(cursor, account), the latest first."""
    status = await views.proper(ctx, tx, viewer, id)
    return await reactions.favourited_by(tx, status.id, page)


async def reblogged_by(
    ctx: Context, tx: Transaction, viewer: Account | None, id: int, page: Page
) -> list[tuple[int, Account]]:
    """(cursor, account), the latest first."""
    status = await views.proper(ctx, tx, viewer, id)
    return await reactions.reblogged_by(tx, status.id, page)
