"""Who waits for somebody to decide, and what a yes does; who decides is `moderation.joining`."""

from collections.abc import Sequence

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.people.joining import SignUp
from fediai.domain.people.logins import in_order
from fediai.store.database import Transaction
from fediai.store.entry import sign_ups


async def waiting(ctx: Context, limit: int = 100) -> Sequence[tuple[User, Account, SignUp]]:
    """Those about whom somebody has to decide, who waits longest first, with what they wrote."""
    async with ctx.db.read() as tx:
        return await sign_ups.waiting(tx, limit)


async def let_in(tx: Transaction, user: User, account: Account) -> User:
    """Whoever is in order is seen from now on."""
    if in_order(user, account):
        await sign_ups.set_pending(tx, account.id, pending=False)
    return user
