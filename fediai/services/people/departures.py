"""Somebody leaves for good: here at once, elsewhere as soon as their servers answer."""

from dataclasses import dataclass

from fediai.context import Context
from fediai.domain.accounts import RESERVED, Account
from fediai.domain.errors import Forbidden
from fediai.services.far import outgoing
from fediai.store.people import departures


@dataclass(frozen=True, slots=True)
class Gone:
    """What went, and how many servers will be told."""

    statuses: int
    files: int
    told: int


async def leave(ctx: Context, account: Account) -> Gone:
    """Everything they made is deleted; the name stays taken, so that nobody can ever be mistaken for them."""
    if account.username in RESERVED:
        raise Forbidden("The house's own accounts can't be deleted")
    async with ctx.db.write() as tx:
        told = await outgoing.account_deleted(ctx, tx, account)
        left = await departures.leave(tx, account.id)
    await ctx.files.delete(*left.files)
    return Gone(left.statuses, len(left.files), told)
