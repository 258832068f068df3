"""Where an activity has to go: inboxes of far accounts, a shared one once."""

from collections.abc import Sequence

from sqlalchemy import BigInteger, bindparam, case, literal, or_, select, union

from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import accounts, favourites, follows, relays, statuses

_INBOX = case((accounts.c.shared_inbox_url != "", accounts.c.shared_inbox_url), else_=accounts.c.inbox_url).label(
    "inbox"
)
_REACHABLE = (accounts.c.domain != "") & accounts.c.deleted_at.is_(None) & accounts.c.suspended_at.is_(None)
_FAR_FOLLOWERS = (
    select(_INBOX)
    .join_from(follows, accounts, follows.c.account_id == accounts.c.id)
    .where(follows.c.target_id == bindparam("account"), follows.c.state == FollowState.ACCEPTED, _REACHABLE)
    .distinct()
)
_ANY_FAR_FOLLOWER = (
    select(follows.c.id)
    .join_from(follows, accounts, follows.c.account_id == accounts.c.id)
    .where(follows.c.target_id == bindparam("account"), follows.c.state == FollowState.ACCEPTED, _REACHABLE)
)
_RELAYS = select(relays.c.inbox_url).where(relays.c.state == "accepted").order_by(relays.c.id)
_FOLLOWED_AFAR = _ANY_FAR_FOLLOWER.limit(1)
_REACHES_AFAR = select(literal(1)).where(or_(_ANY_FAR_FOLLOWER.exists(), _RELAYS.exists()))
_OF_ACCOUNTS = select(_INBOX).where(among(accounts.c.id, "ids"), _REACHABLE).distinct()

_STATUS = bindparam("status", type_=BigInteger())
_TOUCHED = union(
    select(favourites.c.account_id).where(favourites.c.status_id == _STATUS),
    select(statuses.c.account_id).where(statuses.c.reblog_of_id == _STATUS),
    select(statuses.c.account_id).where(statuses.c.in_reply_to_id == _STATUS),
)
_OF_TOUCHED = select(accounts.c.id).where(accounts.c.id.in_(_TOUCHED), _REACHABLE)
_EVERYWHERE = select(_INBOX).where(_REACHABLE).distinct()


async def of_followers(tx: Transaction, account_id: int) -> list[str]:
    """One inbox for all followers behind a shared inbox, one for each of the others."""
    return [row.inbox for row in await tx.all(_FAR_FOLLOWERS, account=account_id)]


async def of_accounts(tx: Transaction, ids: Sequence[int]) -> list[str]:
    """The inboxes of those among them that live elsewhere."""
    return [row.inbox for row in await tx.all(_OF_ACCOUNTS, ids=ids)] if ids else []


async def touched(tx: Transaction, status_id: int) -> list[int]:
    """Far accounts that favourited, reblogged or answered it: their servers have it, whoever sent it there."""
    return [row.id for row in await tx.all(_OF_TOUCHED, status=status_id)]


async def has_far_followers(tx: Transaction, account_id: int, *, relayed: bool = False) -> bool:
    """Does anybody elsewhere follow, or does a relay carry what is `relayed`?"""
    return await tx.first(_REACHES_AFAR if relayed else _FOLLOWED_AFAR, account=account_id) is not None


async def of_relays(tx: Transaction) -> list[str]:
    """Those that carry our public posts."""
    return [row.inbox_url for row in await tx.all(_RELAYS)]


async def everywhere(tx: Transaction) -> list[str]:
    """One inbox of every server, or account without a shared one, that we ever met."""
    return [row.inbox for row in await tx.all(_EVERYWHERE) if row.inbox]
