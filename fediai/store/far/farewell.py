"""A far account is gone for good: its traces go with its row, and what others see is counted anew."""

from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, select, update

from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.tables import accounts, favourites, follows, statuses

_WHO = bindparam("account", type_=BigInteger())
_theirs = statuses.alias("theirs")


def _fewer(table: Any, count: str, rows: Any) -> Any:
    column = table.c[count]
    return update(table).where(table.c.id.in_(rows)).values({count: column - 1})


def _followed(mine: str, other: str) -> Any:
    return select(follows.c[other]).where(follows.c[mine] == _WHO, follows.c.state == FollowState.ACCEPTED)


_ANSWERS = (
    select(func.count(_theirs.c.id))
    .where(_theirs.c.account_id == _WHO, _theirs.c.in_reply_to_id == statuses.c.id)
    .scalar_subquery()
)
_COUNTS = (
    _fewer(accounts, "followers_count", _followed("account_id", "target_id")),
    _fewer(accounts, "following_count", _followed("target_id", "account_id")),
    _fewer(
        statuses,
        "favourites_count",
        select(favourites.c.status_id).where(favourites.c.account_id == _WHO),
    ),
    _fewer(statuses, "reblogs_count", select(_theirs.c.reblog_of_id).where(_theirs.c.account_id == _WHO)),
    update(statuses)
    .where(statuses.c.id.in_(select(_theirs.c.in_reply_to_id).where(_theirs.c.account_id == _WHO)))
    .values(replies_count=statuses.c.replies_count - _ANSWERS),
)
_GONE = delete(accounts).where(accounts.c.id == _WHO, accounts.c.domain != "")


async def uncount(tx: Transaction, account_id: int) -> None:
    """What others show in numbers is counted without this account."""
    for statement in _COUNTS:
        await tx.run(statement, account=account_id)


async def forget(tx: Transaction, account_id: int) -> None:
    """Posts, follows, favourites and notifications go with the account."""
    await uncount(tx, account_id)
    await tx.run(_GONE, account=account_id)
