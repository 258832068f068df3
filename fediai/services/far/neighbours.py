"""The neighbour budget, kept: past it a generated post goes out unlisted, and its author is told."""

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.posts.neighbours import Budget, Spent
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.far import neighbours


def budget_of(ctx: Context) -> Budget:
    """As the administrator has set it."""
    chosen = ctx.settings.neighbours
    return Budget(chosen.public_per_hour, chosen.public_per_day, chosen.instance_public_per_hour)


async def spent(tx: Transaction, account: Account) -> Spent:
    """So far."""
    return await neighbours.spent(tx, account.id)


async def settle(ctx: Context, tx: Transaction, author: Account, wanted: Visibility) -> tuple[Visibility, bool]:
    """The visibility a generated post (or a boost of one's own) goes out with; True: the author has yet to be told.

    What was spent stays spent when the post is deleted: others have seen it.
    """
    if wanted is not Visibility.PUBLIC or not author.is_local:
        return wanted, False
    await neighbours.lock(tx)
    before = await neighbours.spent(tx, author.id)
    fits = budget_of(ctx).allows(before)
    await neighbours.spend(tx, author.id, quieted=not fits)
    return (wanted, False) if fits else (Visibility.UNLISTED, not before.told)
