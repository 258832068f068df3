"""Whom this house lets nobody in from: the one question that every way in asks."""

from fediai.context import Context
from fediai.domain.moderation.doors import canonical_hash, domains_above, holds
from fediai.domain.people.logins import Fault
from fediai.store.database import Transaction
from fediai.store.moderation import doors

ASKED = "sign_up_requires_approval"
SHUT = frozenset({"sign_up_block", "no_access"})
EMAIL = Fault("ERR_BLOCKED", "This e-mail provider is not let in here")
ADDRESS = Fault("ERR_BLOCKED", "Nobody can sign up from this network")


async def fault_of(ctx: Context, tx: Transaction, email: str, address: str) -> dict[str, Fault]:
    """What is wrong with joining by this e-mail address from there, by field; nothing if nothing is."""
    by_domain = await doors.named(tx, "domain", domains_above(email))
    by_address = await doors.named(tx, "canonical", [canonical_hash(email)])
    if by_domain or by_address:
        return {"email": EMAIL}
    return {"username": ADDRESS} if SHUT & await _said(tx, address) else {}


async def must_wait(tx: Transaction, address: str) -> bool:
    """Does a moderator decide about whoever comes from there, also where the door is open to others?"""
    return ASKED in await _said(tx, address)


async def _said(tx: Transaction, address: str) -> set[str]:
    return {one.severity for one in await doors.standing(tx) if holds(one.network, address)}
