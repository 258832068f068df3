"""Private conversations: threads of direct posts, for each of ours in them."""

from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.statuses import Page, Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import among
from fediai.store.tables import accounts, conversations, mentions, statuses

_OWNER = bindparam("owner", type_=BigInteger())
_ENTER = insert(conversations).values(
    {name: bindparam(name) for name in ("id", "account_id", "thread_id", "last_status_id", "unread")}
)
_ENTER = _ENTER.on_conflict_do_update(
    index_elements=["account_id", "thread_id"],
    set_={"last_status_id": _ENTER.excluded.last_status_id, "unread": _ENTER.excluded.unread},
)
_OURS = select(accounts.c.id).where(among(accounts.c.id, "ids"), accounts.c.domain == "")


async def enter(tx: Transaction, status: Status) -> None:
    """A new direct post is the latest of its thread, unread by all but who wrote it."""
    named = {int(one["id"]) for one in status.mentions if one.get("id")}
    ours = await tx.all(_OURS, ids=sorted(named | {status.account_id}))
    entries = [
        {
            "id": tx.new_id(), "account_id": row.id, "thread_id": status.thread_id, "last_status_id": status.id,
            "unread": row.id != status.account_id,
        }
        for row in ours
    ]  # fmt: skip
    if entries:
        await tx.run_many(_ENTER, entries)


_earlier = statuses.alias("earlier")
_before: Any = (
    select(func.max(_earlier.c.id))
    .where(
        _earlier.c.thread_id == conversations.c.thread_id,
        _earlier.c.visibility == Visibility.DIRECT.value,
        _earlier.c.pending_generation_id.is_(None),
        or_(
            _earlier.c.account_id == conversations.c.account_id,
            select(mentions.c.status_id)
            .where(mentions.c.status_id == _earlier.c.id, mentions.c.account_id == conversations.c.account_id)
            .correlate(_earlier, conversations)
            .exists(),
        ),
    )
    .correlate(conversations)
    .scalar_subquery()
)
_GONE = conversations.c.last_status_id == bindparam("gone", type_=BigInteger())
_BACK = update(conversations).where(_GONE).values(last_status_id=func.coalesce(_before, 0))
_EMPTY = delete(conversations).where(conversations.c.last_status_id == 0)


async def step_back(tx: Transaction, gone: int) -> None:
    """After its latest post was deleted: the one before is the latest; without any, there is no conversation."""
    await tx.run(_BACK, gone=gone)
    await tx.run(_EMPTY)


_COLUMNS = (conversations.c.id.label("conversation"), conversations.c.unread)
_JOINED = (
    select(*STATUS_COLUMNS, *_COLUMNS)
    .join(conversations, conversations.c.last_status_id == statuses.c.id)
    .where(conversations.c.account_id == _OWNER)
)
_PAGE = paged(_JOINED, conversations.c.last_status_id)
_ONE = _JOINED.where(conversations.c.id == bindparam("conversation_id", type_=BigInteger()))
_MINE = and_(conversations.c.account_id == _OWNER, conversations.c.id == bindparam("conversation_id"))
_READ = update(conversations).where(_MINE).values(unread=False)
_DELETE = delete(conversations).where(_MINE)

Entry = tuple[int, bool, Status]  # id, unread, the latest post


_LATEST = select(*STATUS_COLUMNS, *_COLUMNS, conversations.c.account_id.label("owner")).join(
    conversations, conversations.c.last_status_id == statuses.c.id
)
_LATEST = _LATEST.where(conversations.c.last_status_id == bindparam("latest", type_=BigInteger()))


async def with_latest(tx: Transaction, status_id: int) -> dict[int, Entry]:
    """By owner, the conversations of which this is the latest post."""
    rows = await tx.all(_LATEST, latest=status_id)
    return {row.owner: (row.conversation, row.unread, status_from(row)) for row in rows}


async def page(tx: Transaction, owner: int, page: Page) -> list[Entry]:
    """The latest first; paged by the ids of their latest posts."""
    return [(row.conversation, row.unread, status_from(row)) for row in await rows_of(tx, _PAGE, page, owner=owner)]


async def one(tx: Transaction, owner: int, id: int) -> Entry | None:
    """This one, if it is theirs."""
    row = await tx.first(_ONE, owner=owner, conversation_id=id)
    return (row.conversation, row.unread, status_from(row)) if row else None


async def read(tx: Transaction, owner: int, id: int) -> None:
    """Nothing new in it."""
    await tx.run(_READ, owner=owner, conversation_id=id)


async def remove(tx: Transaction, owner: int, id: int) -> bool:
    """Out of their list; the posts stay. Was it there?"""
    return await tx.run(_DELETE, owner=owner, conversation_id=id) > 0
