"""Who asked to join, and who waits to be let in."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account, User
from fediai.domain.people.joining import SignUp
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.people.users import USER_COLUMNS, WIDTH, user_from
from fediai.store.records import Record
from fediai.store.tables import accounts, sign_ups, users

_SIGN_UP = Record(SignUp, sign_ups)
_INSERT = insert(sign_ups).values({c.name: bindparam(c.name, type_=c.type) for c in sign_ups.c})
_OF_USER = select(*_SIGN_UP.columns).where(sign_ups.c.user_id == bindparam("user"))
_WAITING = (
    select(*USER_COLUMNS, *ACCOUNT_COLUMNS, *_SIGN_UP.columns)
    .select_from(accounts)
    .join(users, users.c.account_id == accounts.c.id)
    .join(sign_ups, sign_ups.c.user_id == users.c.id)
    .where(accounts.c.pending, users.c.approved_at.is_(None))
    .order_by(users.c.id)
    .limit(bindparam("limit"))
)
_PENDING = (
    update(accounts)
    .where(accounts.c.id == bindparam("account"))
    .values(pending=bindparam("pending", type_=accounts.c.pending.type))
)
_DROP = delete(accounts).where(accounts.c.id == bindparam("account"), accounts.c.pending)


async def insert_new(tx: Transaction, user_id: int, reason: str, address: str, invite_id: int | None) -> None:
    """Remembers how somebody came."""
    await tx.run(
        _INSERT, id=tx.new_id(), user_id=user_id, reason=reason, address=address, invite_id=invite_id,
        created_at=tx.now,
    )  # fmt: skip


async def of_user(tx: Transaction, user_id: int) -> SignUp | None:
    """How somebody came; None for those who were made by a command."""
    row = await tx.first(_OF_USER, user=user_id)
    return None if row is None else _SIGN_UP.read(row)


async def waiting(tx: Transaction, limit: int = 100) -> Sequence[tuple[User, Account, SignUp]]:
    """Those about whom somebody has to decide, who waits longest first."""
    at = WIDTH + len(ACCOUNT_COLUMNS)
    return [
        (user_from(row), account_from(row, WIDTH), _SIGN_UP.read(row, at))
        for row in await tx.all(_WAITING, limit=limit)
    ]


async def set_pending(tx: Transaction, account_id: int, *, pending: bool) -> None:
    """Whether the account is to be seen."""
    await tx.run(_PENDING, account=account_id, pending=pending)


async def drop(tx: Transaction, account_id: int) -> bool:
    """Somebody who was never let in: with everything, and the name is free again."""
    return await tx.run(_DROP, account=account_id) > 0
