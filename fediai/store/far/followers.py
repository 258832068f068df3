"""Followers by the server they live on: what two servers compare (FEP-8fcf)."""

from datetime import datetime

from sqlalchemy import BigInteger, bindparam, select

from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.tables import accounts, follows

_TARGET = bindparam("target", type_=BigInteger())
_FOLLOWERS = (
    select(accounts.c.uri, follows.c.created_at)
    .join_from(follows, accounts, follows.c.account_id == accounts.c.id)
    .where(follows.c.target_id == _TARGET, follows.c.state == FollowState.ACCEPTED, accounts.c.deleted_at.is_(None))
)
_OURS = _FOLLOWERS.where(accounts.c.domain == "")
_FAR = _FOLLOWERS.where(accounts.c.domain != "")


async def of_ours(tx: Transaction, target_id: int) -> dict[str, datetime]:
    """Who of our people follows this far account, by id, and since when."""
    return {row.uri: row.created_at for row in await tx.all(_OURS, target=target_id)}


async def far(tx: Transaction, target_id: int) -> list[str]:
    """The ids of all far accounts that follow one of ours."""
    return [row.uri for row in await tx.all(_FAR, target=target_id)]
