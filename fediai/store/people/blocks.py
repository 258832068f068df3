"""Who shuts whom out, and who only does not want to hear."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import Paged, paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.tables import accounts, blocks, mutes

_one: Any = bindparam("one")
_other: Any = bindparam("other")
_BLOCK = (
    insert(blocks)
    .values({name: bindparam(name) for name in ("id", "account_id", "target_id", "uri")})
    .values(created_at=bindparam("created_at", type_=blocks.c.created_at.type))
    .on_conflict_do_update(index_elements=["account_id", "target_id"], set_={"uri": bindparam("uri")})
)
_UNBLOCK = delete(blocks).where(blocks.c.account_id == _one, blocks.c.target_id == _other)
_BETWEEN = (
    select(blocks.c.id)
    .where(
        or_(
            and_(blocks.c.account_id == _one, blocks.c.target_id == _other),
            and_(blocks.c.account_id == _other, blocks.c.target_id == _one),
        )
    )
    .limit(1)
)
_MUTE = (
    insert(mutes)
    .values({name: bindparam(name) for name in ("id", "account_id", "target_id", "hide_notifications")})
    .values({name: bindparam(name, type_=mutes.c[name].type) for name in ("created_at", "expires_at")})
)
_MUTE = _MUTE.on_conflict_do_update(
    index_elements=["account_id", "target_id"],
    set_={name: _MUTE.excluded[name] for name in ("hide_notifications", "expires_at")},
)
_UNMUTE = delete(mutes).where(mutes.c.account_id == _one, mutes.c.target_id == _other)


async def block(tx: Transaction, account_id: int, target_id: int, uri: str) -> None:
    """From now on the target is shut out by the account."""
    await tx.run(_BLOCK, id=tx.new_id(), account_id=account_id, target_id=target_id, uri=uri, created_at=tx.now)


async def unblock(tx: Transaction, account_id: int, target_id: int) -> bool:
    """Whether there was a block to lift."""
    return await tx.run(_UNBLOCK, one=account_id, other=target_id) > 0


async def is_between(tx: Transaction, one: int, other: int) -> bool:
    """Does either of the two block the other?"""
    return await tx.first(_BETWEEN, one=one, other=other) is not None


async def mute(
    tx: Transaction, account_id: int, target_id: int, *, hide_notifications: bool, expires_at: datetime | None
) -> None:
    """The account no longer hears of the target, until it ends."""
    await tx.run(
        _MUTE, id=tx.new_id(), account_id=account_id, target_id=target_id,
        hide_notifications=hide_notifications, expires_at=expires_at, created_at=tx.now,
    )  # fmt: skip


async def unmute(tx: Transaction, account_id: int, target_id: int) -> bool:
    """Whether there was a mute to lift."""
    return await tx.run(_UNMUTE, one=account_id, other=target_id) > 0


def _listing(table: Table) -> Paged:
    query = (
        select(table.c.id, *ACCOUNT_COLUMNS)
        .join(accounts, accounts.c.id == table.c.target_id)
        .where(table.c.account_id == bindparam("owner"))
    )
    return paged(query, table.c.id)


_BLOCKED = _listing(blocks)
_MUTED = paged(
    select(mutes.c.id, mutes.c.expires_at, *ACCOUNT_COLUMNS)
    .join(accounts, accounts.c.id == mutes.c.target_id)
    .where(
        mutes.c.account_id == bindparam("owner"),
        or_(mutes.c.expires_at.is_(None), mutes.c.expires_at > bindparam("now", type_=mutes.c.expires_at.type)),
    ),
    mutes.c.id,
)


async def blocked_by(tx: Transaction, account_id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, shut out account), newest first."""
    return [(row[0], account_from(row, 1)) for row in await rows_of(tx, _BLOCKED, page, owner=account_id)]


async def muted_by(tx: Transaction, account_id: int, page: Page) -> list[tuple[int, Account, datetime | None]]:
    """(cursor, muted account, until when), newest first; what has ended is no mute."""
    rows = await rows_of(tx, _MUTED, page, owner=account_id, now=tx.now)
    return [(row[0], account_from(row, 2), row[1]) for row in rows]
