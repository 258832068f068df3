"""Whom an activity is about."""

from fediai.domain.accounts import Account
from fediai.store.database import Transaction
from fediai.store.people import accounts


async def ours(tx: Transaction, uri: str | None) -> Account | None:
    """The account of ours whose actor has this id."""
    found = await accounts.by_uri(tx, uri) if uri else None
    return found if found is not None and found.is_local and found.deleted_at is None else None
