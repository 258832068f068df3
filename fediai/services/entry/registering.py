"""Signing up: as far as registrations are open, at once, by invitation, or once somebody has said yes."""

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Forbidden, TooMany
from fediai.domain.people.joining import APPROVAL, CLOSED, INVITE, LONGEST_REASON, OPEN, Applicant
from fediai.domain.people.logins import Fault, Unfit, faults_of, in_order
from fediai.services.entry import blocked, letters
from fediai.services.people import accounts, users
from fediai.services.people.accounts import Keys
from fediai.store.database import Transaction
from fediai.store.entry import invites, sign_ups
from fediai.store.people import sign_in_failures as failures
from fediai.store.people import users as store

SIGN_UPS = 10
NO_INVITE = Fault("ERR_INVALID", "The invitation does not open the door")


async def sign_up(ctx: Context, applicant: Applicant) -> tuple[Account, User]:
    """A new person; what they may do at once is for `in_order` to say."""
    mode = ctx.settings.accounts.registrations
    if mode == CLOSED:
        raise Forbidden("Registrations are closed here")
    await _check(ctx, applicant)
    await _count(ctx, applicant.address)
    keys, hashed = await accounts.new_keys(), await users.hash_password(applicant.password)
    async with ctx.db.write() as tx:
        invite = await _invitation(tx, mode, applicant.invite)
        is_approved = invite is not None or (mode == OPEN and not await blocked.must_wait(tx, applicant.address))
        account, user = await _make(ctx, tx, applicant, keys, hashed)
        await sign_ups.insert_new(tx, user.id, applicant.reason.strip(), applicant.address, invite)
        confirmed = None if ctx.settings.accounts.confirm_email else tx.now
        user = await store.change(
            tx, user, locale=applicant.locale, confirmed_at=confirmed, approved_at=tx.now if is_approved else None
        )
        if confirmed is None:
            await letters.order(ctx, tx, user, letters.CONFIRM)
        if not in_order(user, account):
            await sign_ups.set_pending(tx, account.id, pending=True)
        return account, user


async def _check(ctx: Context, applicant: Applicant) -> None:
    """What can be told without a look at who is here already, and whom this house does not let in."""
    faults = faults_of(applicant.username, applicant.email, applicant.password)
    if len(applicant.reason) > LONGEST_REASON:
        faults["reason"] = Fault("ERR_TOO_LONG", f"The reason is too long (at most {LONGEST_REASON} characters)")
    async with ctx.db.read() as tx:
        faults = {**await blocked.fault_of(ctx, tx, applicant.email, applicant.address), **faults}
    if faults:
        raise Unfit(**faults)


async def _invitation(tx: Transaction, mode: str, code: str) -> int | None:
    """The id of the invitation that is spent; none is asked for where somebody else decides."""
    if not code.strip():
        if mode == INVITE:
            raise Unfit(invite=Fault("ERR_BLANK", "An invitation is needed"))
        return None
    found = await invites.use(tx, code.strip().lower())
    if found is None and mode in (INVITE, APPROVAL):
        raise Unfit(invite=NO_INVITE)
    return found


async def _make(ctx: Context, tx: Transaction, applicant: Applicant, keys: Keys, hashed: str) -> tuple[Account, User]:
    return await accounts.create_local(
        ctx, tx, applicant.username, keys=keys, email=applicant.email, password_hash=hashed, role="user"
    )


async def _count(ctx: Context, address: str) -> None:
    """A new account costs a tenth of a second of keys and hashing: not for whoever asks all day."""
    name = f"sign up {address}"  # no login is called so: it has spaces
    async with ctx.db.write() as tx:
        before, _ = await failures.counts(tx, name, "")
        if ctx.settings.limits.enabled and before >= SIGN_UPS:
            raise TooMany("Too many new accounts from here; try again in a quarter of an hour", retry_after=900)
        await failures.remember(tx, name, "")
