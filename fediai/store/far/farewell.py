"""A far account is gone for good: its traces go with its row, and what others see is counted anew."""

from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, select, update

from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import accounts, favourites, follows, reactions, statuses
from fediai.store.tables import media_attachments as media

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
_SIGNS = (
    select(func.count(reactions.c.id))
    .where(reactions.c.account_id == _WHO, reactions.c.status_id == statuses.c.id)
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
    update(statuses)
    .where(statuses.c.id.in_(select(reactions.c.status_id).where(reactions.c.account_id == _WHO)))
    .values(reactions_count=statuses.c.reactions_count - _SIGNS),
)
_GONE = delete(accounts).where(accounts.c.id == _WHO, accounts.c.domain != "")


async def uncount(tx: Transaction, account_id: int) -> None:
    """What others show in numbers is counted without this account."""
    for statement in _COUNTS:
        await tx.run(statement, account=account_id)


_OUT_OF_SIGHT = (
    delete(follows).where((follows.c.account_id == _WHO) | (follows.c.target_id == _WHO)),
    delete(favourites).where(favourites.c.account_id == _WHO),
    delete(reactions).where(reactions.c.account_id == _WHO),
    update(accounts)
    .where(accounts.c.id == _WHO, accounts.c.domain != "")
    .values({name: bindparam("at", type_=accounts.c.deleted_at.type) for name in ("suspended_at", "deleted_at")}),
)
_NEXT = select(statuses.c.id).where(statuses.c.account_id == _WHO).order_by(statuses.c.id).limit(bindparam("limit"))
_FILES = select(media.c.file, media.c.preview_file, media.c.full_file).where(among(media.c.status_id, "ids"))
_OF_THESE = among(statuses.c.reblog_of_id, "ids")
_SHOWN_AGAIN = (
    select(func.count(statuses.c.id))
    .where(statuses.c.account_id == accounts.c.id, _OF_THESE)
    .correlate(accounts)
    .scalar_subquery()
)
_REBLOGS = (
    update(accounts)
    .where(accounts.c.id.in_(select(statuses.c.account_id).where(_OF_THESE)))
    .values(statuses_count=accounts.c.statuses_count - _SHOWN_AGAIN),
    delete(statuses).where(_OF_THESE),
    delete(statuses).where(among(statuses.c.id, "ids")),
)
_PORTRAITS = select(accounts.c.avatar_file, accounts.c.header_file).where(accounts.c.id == _WHO)


async def part(tx: Transaction, account_id: int) -> None:
    """Out of everybody's sight and numbers at once, however much there is to clear away later."""
    await uncount(tx, account_id)
    for statement in _OUT_OF_SIGHT:
        await tx.run(statement, account=account_id, at=tx.now)


async def clear(tx: Transaction, account_id: int, limit: int) -> tuple[bool, list[str]]:
    """A few of their posts go, with what others showed of them: are there perhaps more? And the keys of our copies."""
    ids = [row.id for row in await tx.all(_NEXT, account=account_id, limit=limit)]
    files = [key for row in await tx.all(_FILES, ids=ids) for key in row if key]
    for statement in _REBLOGS:
        await tx.run(statement, ids=ids)
    return bool(ids), files


async def forget(tx: Transaction, account_id: int) -> list[str]:
    """The row itself, and with it whatever still hangs on it; the keys of our copies of its portraits."""
    files = [key for row in await tx.all(_PORTRAITS, account=account_id) for key in row if key]
    await tx.run(_GONE, account=account_id)
    return files
