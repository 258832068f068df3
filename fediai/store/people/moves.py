"""Accounts that live elsewhere now, and what their followers here had arranged around them."""

from datetime import timedelta

from sqlalchemy import BigInteger, bindparam, exists, select, union, update

from fediai.store.database import Transaction
from fediai.store.tables import accounts, blocks, follows, list_accounts, lists, mutes

_CLAIM = (
    update(accounts)
    .where(
        accounts.c.id == bindparam("account"),
        accounts.c.moved_at.is_(None) | (accounts.c.moved_at < bindparam("since", type_=accounts.c.moved_at.type)),
    )
    .values(moved_to_uri=bindparam("target"), moved_at=bindparam("at", type_=accounts.c.moved_at.type))
    .returning(accounts.c.id)
)
_OLD, _NEW, _OWNER = (bindparam(name, type_=BigInteger()) for name in ("old", "new", "owner"))
_theirs = select(lists.c.id).where(lists.c.account_id == _OWNER)
_there = list_accounts.alias("there")
_SWAP = (
    update(list_accounts)
    .where(
        list_accounts.c.account_id == _OLD,
        list_accounts.c.list_id.in_(_theirs),
        ~exists().where(_there.c.list_id == list_accounts.c.list_id, _there.c.account_id == _NEW),
    )
    .values(account_id=_NEW)
)


_SHUNNED = union(
    *(
        select(table.c.account_id)
        .join(accounts, accounts.c.id == table.c.account_id)
        .where(table.c.target_id == _OLD, accounts.c.domain == "")
        for table in (blocks, mutes)
    )
)


async def shunned_by(tx: Transaction, account_id: int) -> list[int]:
    """Who here has blocked or muted the account."""
    return [row.account_id for row in await tx.all(_SHUNNED, old=account_id)]


async def claim(tx: Transaction, account_id: int, target_uri: str, rest: timedelta) -> bool:
    """The account has moved there; False if it moved less than `rest` ago, and nothing changes."""
    row = await tx.first(_CLAIM, account=account_id, target=target_uri, since=tx.now - rest, at=tx.now)
    return row is not None


async def swap_in_lists(tx: Transaction, owner: int, old: int, new: int) -> None:
    """On each of the owner's lists the new account stands where the old one did."""
    await tx.run(_SWAP, owner=owner, old=old, new=new)


_before = follows.alias("before")
_SPEAK = (
    update(follows)
    .where(follows.c.account_id == _OWNER, follows.c.target_id == _NEW)
    .values(
        languages=select(_before.c.languages)
        .where(_before.c.account_id == _OWNER, _before.c.target_id == _OLD)
        .scalar_subquery()
    )
)


async def keep_languages(tx: Transaction, owner: int, old: int, new: int) -> None:
    """The new account is read in the languages that the owner chose for the old one; both are followed."""
    await tx.run(_SPEAK, owner=owner, old=old, new=new)


_LOOKED = (
    update(accounts)
    .where(
        accounts.c.id == bindparam("account"),
        accounts.c.featured_at.is_(None)
        | (accounts.c.featured_at < bindparam("since", type_=accounts.c.featured_at.type)),
    )
    .values(featured_at=bindparam("at", type_=accounts.c.featured_at.type))
    .returning(accounts.c.id)
)


async def claim_featured(tx: Transaction, account_id: int, rest: timedelta) -> bool:
    """What it pins is asked for now; False if that was done less than `rest` ago."""
    return await tx.first(_LOOKED, account=account_id, since=tx.now - rest, at=tx.now) is not None
