"""Whom people recommend on their profile: of those they follow, and as long as they do."""

from fediai.context import Context
from fediai.domain.accounts import Account, Relationship
from fediai.domain.errors import Invalid
from fediai.services.people.follows import relation
from fediai.store.chosen import endorsements
from fediai.store.database import Transaction


async def endorse(ctx: Context, tx: Transaction, who: Account, other: Account) -> Relationship:
    """Recommended from now on."""
    before = await relation(tx, who, other)
    if not before.following:
        raise Invalid("Validation failed: You must be already following the person you want to endorse")
    await endorsements.endorse(tx, who.id, other.id)
    return await relation(tx, who, other)


async def withdraw(ctx: Context, tx: Transaction, who: Account, other: Account) -> Relationship:
    """Not any more."""
    await endorsements.withdraw(tx, who.id, other.id)
    return await relation(tx, who, other)
