"""Whom this house lets nobody in from: the one question that every way in asks."""

from fediai.context import Context
from fediai.domain.people.logins import Fault
from fediai.store.database import Transaction


async def fault_of(ctx: Context, tx: Transaction, email: str, address: str) -> dict[str, Fault]:
    """What is wrong with joining by this e-mail address from there, by field; nothing if nothing is."""
    return {}
