"""A status goes: with its reblogs, out of homes, counts and streams; a tombstone stays."""

from fediai.domain.accounts import Account
from fediai.domain.events import StatusDeleted
from fediai.domain.posts.quotes import QuoteState
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN, Visibility
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import conversations, quotes, statuses, timelines

AT_ONCE = 500  # owners per event, so that an event fits one datagram


async def remove(tx: Transaction, author: Account, status: Status) -> None:
    """Everything about it but its files' bytes; who needs its attachments detaches them first."""
    reblogs = await statuses.reblog_ids(tx, status.id)
    gone = [status.id, *reblogs]
    owners = await timelines.owners(tx, gone)
    await statuses.uncount_reblogs(tx, status.id)
    await _unquote(tx, status)
    await statuses.delete(tx, gone)
    if status.visibility is Visibility.DIRECT:
        await conversations.step_back(tx, status.id)
    if not status.is_pending:
        await statuses.bury(tx, status.uri, author.uri)
        await _uncount(tx, author, status)
    for one in gone:
        announce(tx, one, owners.get(one, []), public=status.visibility is Visibility.PUBLIC)


async def _unquote(tx: Transaction, status: Status) -> None:
    """What it quoted is quoted once less."""
    quote = await quotes.by_status(tx, status.id) if status.quote_id else None
    if quote is not None and quote.state is QuoteState.ACCEPTED and quote.quoted_status_id is not None:
        await statuses.bump(tx, quote.quoted_status_id, "quotes_count", -1)


async def _uncount(tx: Transaction, author: Account, status: Status) -> None:
    if status.visibility is not Visibility.DIRECT:
        await accounts.bump(tx, author.id, statuses=-1)
    if status.in_reply_to_id is not None and status.visibility in OPEN:
        await statuses.bump(tx, status.in_reply_to_id, "replies_count", -1)


async def remove_reblog(tx: Transaction, by: Account, reblog: Status) -> None:
    """The reblog goes; what it showed stays, one reblog poorer."""
    owners = await timelines.owners(tx, [reblog.id])
    await statuses.delete(tx, [reblog.id])
    await statuses.bury(tx, reblog.uri, by.uri)
    if reblog.reblog_of_id is not None:
        await statuses.bump(tx, reblog.reblog_of_id, "reblogs_count", -1)
    await accounts.bump(tx, by.id, statuses=-1)
    announce(tx, reblog.id, owners.get(reblog.id, []), public=False)


def announce(tx: Transaction, id: int, owners: list[int], *, public: bool) -> None:
    """Streams drop it."""
    for start in range(0, max(len(owners), 1), AT_ONCE):
        tx.emit(StatusDeleted(id, tuple(owners[start : start + AT_ONCE]), public and start == 0))
