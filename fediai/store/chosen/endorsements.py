"""Whom people recommend on their profile."""

from sqlalchemy import BigInteger, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.tables import accounts, endorsements

_ACCOUNT, _TARGET = (bindparam(name, type_=BigInteger()) for name in ("account", "target"))
_NAMES = ("id", "account_id", "target_id", "created_at")
_ENDORSE = insert(endorsements).values({name: bindparam(name) for name in _NAMES}).on_conflict_do_nothing()
_WITHDRAW = delete(endorsements).where(endorsements.c.account_id == _ACCOUNT, endorsements.c.target_id == _TARGET)
_ENDORSED = paged(
    select(endorsements.c.id, *ACCOUNT_COLUMNS)
    .join(accounts, accounts.c.id == endorsements.c.target_id)
    .where(endorsements.c.account_id == _ACCOUNT, accounts.c.suspended_at.is_(None)),
    endorsements.c.id,
)


async def endorse(tx: Transaction, account_id: int, target_id: int) -> None:
    """Recommended; nothing changes where they were already."""
    await tx.run(_ENDORSE, id=tx.new_id(), account_id=account_id, target_id=target_id, created_at=tx.now)


async def withdraw(tx: Transaction, account_id: int, target_id: int) -> None:
    """Not recommended any more."""
    await tx.run(_WITHDRAW, account=account_id, target=target_id)


async def endorsed_by(tx: Transaction, account_id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, recommended account), the latest first."""
    rows = await rows_of(tx, _ENDORSED, page, account=account_id)
    return [(row[0], account_from(row, 1)) for row in rows]
