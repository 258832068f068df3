"""Logins: passwords, and signing up."""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Forbidden, TooMany
from fediai.domain.people.logins import LONGEST, Unfit, fault_of_password, faults_of
from fediai.services.people import accounts
from fediai.store.database import Transaction
from fediai.store.people import sign_in_failures as failures
from fediai.store.people import users as store

SIGN_UPS = 10
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


async def sign_up(
    ctx: Context, username: str, email: str, password: str, *, locale: str = "", address: str = ""
) -> tuple[Account, User]:
    """A new person, as far as registrations are open: at once, or once a moderator has approved."""
    policy = ctx.settings.accounts
    if policy.registrations not in ("open", "approval"):
        raise Forbidden("Registrations are closed here")
    if faults := faults_of(username, email, password):
        raise Unfit(**faults)
    await _count_sign_up(ctx, address)
    keys, hashed = await accounts.new_keys(), await hash_password(password)
    async with ctx.db.write() as tx:
        account, user = await accounts.create_local(
            ctx, tx, username, keys=keys, email=email, password_hash=hashed, role="user"
        )
        confirmed = None if policy.confirm_email else tx.now
        approved = None if policy.registrations == "approval" else tx.now
        return account, await store.change(tx, user, locale=locale, confirmed_at=confirmed, approved_at=approved)


async def _count_sign_up(ctx: Context, address: str) -> None:
    """A new account costs a tenth of a second of keys and hashing: not for whoever asks all day."""
    name = f"sign up {address}"  # no login is called so: it has spaces
    async with ctx.db.write() as tx:
        before, _ = await failures.counts(tx, name, "")
        if ctx.settings.limits.enabled and before >= SIGN_UPS:
            raise TooMany("Too many new accounts from here; try again in a quarter of an hour", retry_after=900)
        await failures.remember(tx, name, "")
