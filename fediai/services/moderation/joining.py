"""A moderator decides who comes in: yes or no, written down."""

from fediai.context import Context
from fediai.domain.errors import Forbidden, NotFound
from fediai.domain.moderation.audit import Deed, about_account
from fediai.domain.moderation.sanctions import Staff
from fediai.services.entry import approvals, letters
from fediai.services.moderation import audit
from fediai.store.database import Transaction
from fediai.store.entry import sign_ups
from fediai.store.moderation import people
from fediai.store.moderation.people import Known
from fediai.store.people import users


async def approve(ctx: Context, by: Staff, id: int) -> None:
    """They may come in, once their e-mail address is confirmed where that is asked."""
    async with ctx.db.write() as tx:
        known = await _waiting(tx, id)
        assert known.user is not None
        user = await users.change(tx, known.user, approved_at=tx.now)
        await approvals.let_in(tx, user, known.account)
        if user.confirmed_at is not None:  # others are told by the page that confirms their address
            await letters.order(ctx, tx, user, letters.WELCOME)
        await audit.record(tx, by, Deed.APPROVE, about_account(known.account))


async def reject(ctx: Context, by: Staff, id: int) -> Known:
    """They are told and forgotten, and the name is free again."""
    async with ctx.db.write() as tx:
        known = await _waiting(tx, id)
        assert known.user is not None
        await letters.order_refusal(ctx, tx, known.user, known.account)
        await sign_ups.drop(tx, known.account.id)
        await audit.record(tx, by, Deed.REJECT, about_account(known.account))
    return known


async def _waiting(tx: Transaction, id: int) -> Known:
    known = await people.one(tx, id)
    if known is None or known.user is None:
        raise NotFound
    if known.user.approved_at is not None:
        raise Forbidden("This account was approved already")
    return known
