"""Lists that we publish: followers and followed by id, a person's open statuses, replies."""

from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, select

from fediai.domain.lifecycle import FollowState
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.store.database import Transaction
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.tables import accounts, follows, statuses

TOP = 2**63 - 1
_BELOW = bindparam("below", type_=BigInteger())
_ACCOUNT = bindparam("account", type_=BigInteger())


def _people(whose: Any, others: Any) -> Select[Any]:
    return (
        select(accounts.c.uri, follows.c.id)
        .join_from(follows, accounts, accounts.c.id == others)
        .where(whose == _ACCOUNT, follows.c.state == FollowState.ACCEPTED, follows.c.id < _BELOW)
        .order_by(follows.c.id.desc())
        .limit(bindparam("limit"))
    )


_PEOPLE = {
    "followers": _people(follows.c.target_id, follows.c.account_id),
    "following": _people(follows.c.account_id, follows.c.target_id),
}
_OPEN = statuses.c.visibility.in_(sorted(v.value for v in OPEN)) & statuses.c.pending_generation_id.is_(None)
_STATUSES = (
    select(*STATUS_COLUMNS)
    .where(statuses.c.account_id == _ACCOUNT, _OPEN, statuses.c.id < _BELOW)
    .order_by(statuses.c.id.desc())
    .limit(bindparam("limit"))
)
_COUNT = select(func.count(statuses.c.id)).where(statuses.c.account_id == _ACCOUNT, _OPEN)
_ABOVE = bindparam("above", type_=BigInteger())


def _listed(*which: Any) -> Select[Any]:
    """(uri, id) of open posts by people in good standing, oldest first."""
    return (
        select(statuses.c.uri, statuses.c.id)
        .join_from(statuses, accounts, accounts.c.id == statuses.c.account_id)
        .where(*which, _OPEN, statuses.c.id > _ABOVE, accounts.c.suspended_at.is_(None))
        .order_by(statuses.c.id)
        .limit(bindparam("limit"))
    )


_ANSWERS = statuses.c.in_reply_to_id == bindparam("status", type_=BigInteger())
_REPLIES = {
    True: _listed(_ANSWERS, statuses.c.account_id == _ACCOUNT),
    False: _listed(_ANSWERS, statuses.c.account_id != _ACCOUNT),
}
_IN_THREAD = _listed(statuses.c.thread_id == bindparam("thread", type_=BigInteger()), statuses.c.reblog_of_id.is_(None))
_BEGUN_HERE = select(statuses.c.local).where(
    statuses.c.id == bindparam("thread", type_=BigInteger()), statuses.c.in_reply_to_uri == "", _OPEN
)
Named = list[tuple[str, int]]  # ids, with the cursor after each


async def people(tx: Transaction, which: str, account_id: int, limit: int, below: int = TOP) -> list[tuple[str, int]]:
    """(actor id, cursor) of `followers` or `following`, newest first."""
    rows = await tx.all(_PEOPLE[which], account=account_id, below=below, limit=limit)
    return [(row.uri, row.id) for row in rows]


async def open_statuses(tx: Transaction, account_id: int, limit: int, below: int = TOP) -> list[Status]:
    """What anybody may read of this account, newest first."""
    rows = await tx.all(_STATUSES, account=account_id, below=below, limit=limit)
    return [status_from(row) for row in rows]


async def count_open(tx: Transaction, account_id: int) -> int:
    """How many that are."""
    return int(await tx.scalar(_COUNT, account=account_id) or 0)


async def open_replies(tx: Transaction, status: Status, limit: int, above: int, *, own: bool) -> Named:
    """The replies that anybody may read, by its own author or by everybody else, oldest first."""
    given = {"status": status.id, "account": status.account_id, "above": above, "limit": limit}
    return [(row.uri, row.id) for row in await tx.all(_REPLIES[own], **given)]


async def begun_here(tx: Transaction, thread_id: int) -> bool:
    """Is the post that began it an open one of ours?"""
    return bool(await tx.scalar(_BEGUN_HERE, thread=thread_id))


async def open_thread(tx: Transaction, thread_id: int, limit: int, above: int) -> Named:
    """All of a conversation that anybody may read, oldest first."""
    return [(row.uri, row.id) for row in await tx.all(_IN_THREAD, thread=thread_id, above=above, limit=limit)]
