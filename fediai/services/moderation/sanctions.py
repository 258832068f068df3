"""What is done about an account: the deed, the record of it, and a word to its owner, in one transaction."""

from collections.abc import Awaitable, Callable

from fediai.context import Context
from fediai.domain.accounts import RESERVED, Account
from fediai.domain.errors import Forbidden, Invalid, NotFound
from fediai.domain.events import AccessEnded
from fediai.domain.moderation.audit import Deed, about_account
from fediai.domain.moderation.sanctions import LONGEST_TEXT, Order, Sanction, Staff, Strike
from fediai.domain.people.notifications import NotificationType
from fediai.services.entry import letters
from fediai.services.far import leaving, outgoing, rules
from fediai.services.moderation import audit, reports, severing
from fediai.services.people import departures, notifications
from fediai.store.database import Transaction
from fediai.store.moderation import people, strikes
from fediai.store.people import accounts, sessions, users

Effect = Callable[[Context, Transaction, Account], Awaitable[None]]


async def _warn(ctx: Context, tx: Transaction, target: Account) -> None:
    """Nothing but the word itself."""


async def _disable(ctx: Context, tx: Transaction, target: Account) -> None:
    found = await users.by_account(tx, target.id)
    if found is None:
        raise Invalid("Only somebody who signs in here can be kept from it")
    await users.change(tx, found[0], disabled_at=tx.now)
    await sessions.end_others(tx, found[0].id, 0)
    tx.emit(AccessEnded(account_id=target.id))


async def _sensitise(ctx: Context, tx: Transaction, target: Account) -> None:
    await accounts.mend(tx, target, sensitized_at=tx.now)


async def _silence(ctx: Context, tx: Transaction, target: Account) -> None:
    await accounts.mend(tx, target, silenced_at=tx.now, silenced_here_at=tx.now)


async def _suspend(ctx: Context, tx: Transaction, target: Account) -> None:
    """Out of sight at once; what ties it to others elsewhere ends as an errand."""
    gone = await accounts.mend(tx, target, suspended_at=tx.now, suspended_here_at=tx.now)
    if not target.is_local:
        await severing.begin_with_account(tx, target)
        return
    await outgoing.account_updated(ctx, tx, gone)
    if found := await users.by_account(tx, target.id):
        await sessions.end_others(tx, found[0].id, 0)
        tx.emit(AccessEnded(account_id=target.id))


EFFECTS: dict[Sanction, tuple[Deed, Effect]] = {
    Sanction.NONE: (Deed.WARN, _warn),
    Sanction.SENSITIVE: (Deed.SENSITISE, _sensitise),
    Sanction.DISABLE: (Deed.DISABLE, _disable),
    Sanction.SILENCE: (Deed.SILENCE, _silence),
    Sanction.SUSPEND: (Deed.SUSPEND, _suspend),
}


SHUTS_OUT = (Sanction.DISABLE, Sanction.SUSPEND)  # whom nothing but a letter can tell


async def act(ctx: Context, tx: Transaction, by: Staff, target: Account, order: Order) -> Strike:
    """It is done, written down and told; the report that led to it is settled."""
    await _check(tx, by, target)
    if len(order.text) > LONGEST_TEXT:
        raise Invalid(f"The text is longer than {LONGEST_TEXT} characters")
    deed, effect = EFFECTS[order.sanction]
    await effect(ctx, tx, target)
    await audit.record(tx, by, deed, about_account(target), order.text)
    strike = Strike(
        tx.new_id(), by.account.id if by.account else None, target.id, order.sanction.value, order.text,
        order.report_id, order.status_ids, tx.now,
    )  # fmt: skip
    await strikes.insert_new(tx, strike)
    if target.is_local:
        await notifications.notify(
            ctx, tx, NotificationType.MODERATION_WARNING, target, target, cause=str(strike.id), about_id=strike.id
        )
    if order.sanction in SHUTS_OUT and (found := await users.by_account(tx, target.id)):
        await letters.order_verdict(ctx, tx, found[0], order.sanction.value, order.text)
    if order.report_id is not None:
        await reports.resolve(tx, order.report_id, by)
    return strike


async def _check(tx: Transaction, by: Staff, target: Account) -> None:
    if target.is_local and target.username in RESERVED:
        raise Forbidden("The house's own accounts are not moderated")
    found = await users.by_account(tx, target.id) if target.is_local else None
    if not by.may_act_on(found[0].role if found else "user"):
        raise Forbidden


async def _unsuspend(ctx: Context, tx: Transaction, target: Account) -> None:
    """As far as this very account is concerned: what is said about its whole domain stays."""
    shown = await accounts.mend(tx, target, suspended_here_at=None, suspended_at=None)
    await rules.restore(ctx, tx, target)
    if target.is_local:
        await outgoing.account_updated(ctx, tx, shown)


async def _unsilence(ctx: Context, tx: Transaction, target: Account) -> None:
    await accounts.mend(tx, target, silenced_here_at=None, silenced_at=None)
    await rules.restore(ctx, tx, target)


async def _unsensitise(ctx: Context, tx: Transaction, target: Account) -> None:
    await accounts.mend(tx, target, sensitized_at=None)


async def _enable(ctx: Context, tx: Transaction, target: Account) -> None:
    if found := await users.by_account(tx, target.id):
        await users.change(tx, found[0], disabled_at=None)


UNDO: dict[str, tuple[Deed, Effect]] = {
    "enable": (Deed.ENABLE, _enable),
    "unsensitive": (Deed.UNSENSITISE, _unsensitise),
    "unsilence": (Deed.UNSILENCE, _unsilence),
    "unsuspend": (Deed.UNSUSPEND, _unsuspend),
}


async def undo(ctx: Context, tx: Transaction, by: Staff, target: Account, what: str) -> None:
    """Taken back, and written down."""
    await _check(tx, by, target)
    deed, effect = UNDO[what]
    await effect(ctx, tx, target)
    await audit.record(tx, by, deed, about_account(target))


async def delete(ctx: Context, by: Staff, id: int) -> people.Known:
    """All that a suspended account made goes for good; what it was called stays known."""
    async with ctx.db.write() as tx:
        known = await people.one(tx, id)
        if known is None:
            raise NotFound
        await _check(tx, by, known.account)
        if known.account.suspended_at is None:
            raise Forbidden("Only suspended accounts can be deleted")
        await audit.record(tx, by, Deed.DELETE, about_account(known.account))
        if not known.account.is_local:
            await leaving.part(ctx, tx, known.account)
    if known.account.is_local:
        await departures.leave(ctx, known.account)
    return known
