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


async def is_followed_here(tx: Transaction, account_id: int) -> bool:
    """Does one of ours follow this account?"""
    return await tx.first(_FOLLOWED, account=account_id) is not None
