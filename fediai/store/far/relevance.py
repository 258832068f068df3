"""Does anybody here want to hear it?"""

from sqlalchemy import BigInteger, bindparam, select

from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.tables import accounts, follows

_FOLLOWED = (
    select(follows.c.id)
    .join_from(follows, accounts, accounts.c.id == follows.c.account_id)
    .where(
        follows.c.target_id == bindparam("account", type_=BigInteger()),
        follows.c.state == FollowState.ACCEPTED,
        accounts.c.domain == "",
    )
    .limit(1)
)


_ours = accounts.alias("ours")
_HOST_FOLLOWED = (
    select(follows.c.id)
    .join_from(accounts, follows, follows.c.target_id == accounts.c.id)
    .join(_ours, _ours.c.id == follows.c.account_id)
    .where(accounts.c.domain == bindparam("host"), follows.c.state == FollowState.ACCEPTED, _ours.c.domain == "")
    .limit(1)
)


async def is_followed_here(tx: Transaction, account_id: int) -> bool:
    """Does one of ours follow this account?"""
    return await tx.first(_FOLLOWED, account=account_id) is not None


async def is_host_followed_here(tx: Transaction, host: str) -> bool:
    """Does one of ours follow anybody there?"""
    return await tx.first(_HOST_FOLLOWED, host=host) is not None
