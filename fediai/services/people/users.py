"""Logins and their passwords."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fediai.context import Context
from fediai.domain.accounts import User
from fediai.domain.people.logins import LONGEST, Unfit, fault_of_password
from fediai.store.database import Transaction
from fediai.store.people import users as store

# OWASP's second choice: 19 MiB and two passes. More memory would let a few sign-ins at once crowd out the server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


async def hash_password(password: str) -> str:
    """Argon2id; takes some twenty milliseconds of another thread."""
    return await asyncio.to_thread(_hasher.hash, password)


async def is_password(user: User | None, password: str) -> bool:
    """Takes as long for nobody as for somebody, so that names can't be found out by the clock."""
    kept = None if user is None else user.password_hash
    return await asyncio.to_thread(_verify, kept, password[: LONGEST + 1]) and user is not None


def _verify(kept: str | None, password: str) -> bool:
    try:
        return _hasher.verify(_nobody() if kept is None else kept, password)
    except (VerificationError, InvalidHashError):
        return False


async def count(tx: Transaction) -> int:
    """How many people have a login here."""
    return await store.count(tx)


async def set_password(ctx: Context, user: User, password: str) -> None:
    """The new password counts from now on; sessions that are open stay open."""
    if fault := fault_of_password(password):
        raise Unfit(password=fault)
    hashed = await hash_password(password)
    async with ctx.db.write() as tx:
        await store.change(tx, user, password_hash=hashed)
