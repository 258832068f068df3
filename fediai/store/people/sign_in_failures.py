"""Wrong passwords of the last minutes, counted per name and per address."""

from datetime import timedelta

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.tables import sign_in_failures as failures

WINDOW = timedelta(minutes=15)
_since = bindparam("since", type_=failures.c.created_at.type)
_INSERT = insert(failures).values(
    {name: bindparam(name, type_=failures.c[name].type) for name in ("id", "login", "address", "created_at")}
)
_OF_LOGIN = select(func.count()).where(failures.c.login == bindparam("login"), failures.c.created_at > _since)
_OF_ADDRESS = select(func.count()).where(failures.c.address == bindparam("address"), failures.c.created_at > _since)
_COUNTS = select(_OF_LOGIN.scalar_subquery().label("of_login"), _OF_ADDRESS.scalar_subquery().label("of_address"))
_FORGIVE = delete(failures).where(failures.c.login == bindparam("login"))
_SWEEP = delete(failures).where(failures.c.created_at <= _since)


async def remember(tx: Transaction, login: str, address: str) -> None:
    """One more wrong password; what is older than the window is dropped on the way."""
    await tx.run(_SWEEP, since=tx.now - WINDOW)
    await tx.run(_INSERT, id=tx.new_id(), login=login, address=address, created_at=tx.now)


async def counts(tx: Transaction, login: str, address: str) -> tuple[int, int]:
    """How many for this name, and how many from this address, within the window."""
    row = await tx.first(_COUNTS, login=login, address=address, since=tx.now - WINDOW)
    return (row.of_login, row.of_address) if row else (0, 0)


async def forgive(tx: Transaction, login: str) -> None:
    """The right password was given."""
    await tx.run(_FORGIVE, login=login)
