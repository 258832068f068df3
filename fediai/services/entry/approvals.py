"""Somebody decides who comes in: the waiting list, yes, and no."""

from collections.abc import Sequence

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Forbidden, NotFound
from fediai.domain.people.joining import SignUp
from fediai.domain.people.logins import in_order
from fediai.store.database import Transaction
from fediai.store.entry import sign_ups
from fediai.store.people import users


async def waiting(ctx: Context, limit: int = 100) -> Sequence[tuple[User, Account, SignUp]]:
    """Those about whom somebody has to decide, who waits longest first, with what they wrote."""
    async with ctx.db.read() as tx:
        return await sign_ups.waiting(tx, limit)


async def approve(ctx: Context, account: Account) -> User:
    """They may come in, once their e-mail address is confirmed where that is asked."""
    async with ctx.db.write() as tx:
        user = await _undecided(tx, account)
        return await let_in(tx, await users.change(tx, user, approved_at=tx.now), account)


async def let_in(tx: Transaction, user: User, account: Account) -> User:
    """Whoever is in order is seen from now on."""
    if in_order(user, account):
        await sign_ups.set_pending(tx, account.id, pending=False)
    return user


async def reject(ctx: Context, account: Account) -> None:
    """They are forgotten, and the name is free again: nobody elsewhere ever heard of them."""
    async with ctx.db.write() as tx:
        await _undecided(tx, account)
        await sign_ups.drop(tx, account.id)


async def _undecided(tx: Transaction, account: Account) -> User:
    found = await users.by_account(tx, account.id)
    if found is None:
        raise NotFound
    if found[0].approved_at is not None:
        raise Forbidden("This account was approved already")
    return found[0]
