"""Letters: a link that confirms an e-mail address, one that leads to a new password, a word of welcome or of refusal,
and what moderators say to somebody who can't come in to read it.

They are errands. The secret of a link is made when its letter is written, and stands nowhere else.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Forbidden, NotFound, TooMany
from fediai.domain.people.logins import TAKEN, Unfit, fault_of_email, fault_of_password, stop_of
from fediai.domain.people.oauth import fingerprint
from fediai.federation.mail import Letter
from fediai.services.entry import approvals, blocked
from fediai.services.entry.letter_words import LETTERS, said
from fediai.services.people.users import hash_password
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.entry import letters as store
from fediai.store.jobs import Job
from fediai.store.people import sessions, users
from fediai.store.people import sign_in_failures as failures

CONFIRM, PASSWORD, WELCOME, REJECTED = "confirm", "password", "welcome", "rejected"
LIVES: Final = {CONFIRM: timedelta(days=3), PASSWORD: timedelta(hours=2)}
PLACES: Final = {CONFIRM: "/auth/confirm/", PASSWORD: "/auth/password/"}
PER_PERSON, PER_ADDRESS = 3, 10  # in a quarter of an hour


def are_sent(ctx: Context) -> bool:
    """Does this house have a mail server?"""
    return bool(ctx.settings.email.server)


async def order(ctx: Context, tx: Transaction, user: User, purpose: str) -> None:
    """A letter, with what makes it necessary; one that waits already is enough."""
    if are_sent(ctx):
        errand = Job("letter", {"user": user.id, "purpose": purpose}, unique_key=f"letter {purpose} {user.id}")
        await jobs.enqueue(tx, errand)


async def order_refusal(ctx: Context, tx: Transaction, user: User, account: Account) -> None:
    """To somebody of whom nothing is kept: the errand itself knows to whom, until it is done.

    Not to an address that nobody has confirmed: whoever it belongs to may never have asked for anything.
    """
    if are_sent(ctx) and user.confirmed_at is not None:
        to = {"email": user.email, "name": account.username, "language": _language(ctx, user)}
        await jobs.enqueue(tx, Job("letter", {"purpose": REJECTED, **to}))


async def order_verdict(ctx: Context, tx: Transaction, user: User, sanction: str, word: str) -> None:
    """Why somebody can't come in any more: `disable` or `suspend`, and what the moderator wrote."""
    if are_sent(ctx) and user.confirmed_at is not None:
        await jobs.enqueue(tx, Job("letter", {"user": user.id, "purpose": sanction, "word": word}))


async def write(ctx: Context, errand: Mapping[str, Any]) -> Letter | None:
    """The letter as it goes out now; None when there is nothing to say any more."""
    purpose = errand["purpose"]
    if purpose == REJECTED:
        return _letter(ctx, errand["email"], errand["language"], purpose, name=errand["name"], link="")
    async with ctx.db.write() as tx:
        found = await users.by_id(tx, errand["user"])
        if found is None or (purpose == CONFIRM and found[0].confirmed_at is not None):
            return None
        user, account = found
        link = ctx.settings.base + (await _secret(tx, user, purpose) if purpose in LIVES else "/auth/sign_in")
    word = f"“{errand['word']}”\n\n" if errand.get("word") else ""
    return _letter(ctx, user.email, _language(ctx, user), purpose, name=account.username, link=link, word=word)


def _letter(ctx: Context, to: str, language: str, purpose: str, **values: str) -> Letter:
    house = {"house": ctx.settings.instance.title, "base": ctx.settings.base}
    return Letter(to, *said(language, purpose, **house, **values), language)


def _language(ctx: Context, user: User) -> str:
    return user.locale if user.locale in LETTERS else ctx.settings.instance.language


async def _secret(tx: Transaction, user: User, purpose: str) -> str:
    secret = secrets.token_urlsafe(24)
    values = {"user_id": user.id, "purpose": purpose, "secret_hash": fingerprint(secret), "email": user.email}
    await store.insert_new(tx, LIVES[purpose], **values)
    return PLACES[purpose] + secret


async def whose(ctx: Context, secret: str, purpose: str) -> tuple[User, Account]:
    """Who was written to; `NotFound` for a link that is too old, used, or none of ours."""
    async with ctx.db.read() as tx:
        return await _found(tx, await store.find(tx, fingerprint(secret), purpose))


async def _found(tx: Transaction, link: tuple[int, str] | None) -> tuple[User, Account]:
    found = await users.by_id(tx, link[0]) if link else None
    if link is None or found is None or found[0].email != link[1]:
        raise NotFound("This link is too old, or was used already")
    return found


async def confirm(ctx: Context, secret: str) -> User:
    """The address is theirs; whoever was let in already is seen from now on."""
    async with ctx.db.write() as tx:
        user, account = await _found(tx, await store.use(tx, fingerprint(secret), CONFIRM))
        return await approvals.let_in(tx, await users.change(tx, user, confirmed_at=tx.now), account)


async def again(ctx: Context, user: User, email: str) -> None:
    """The letter once more, to another address if one is named; only while it is waited for."""
    if user.confirmed_at is not None:
        raise Forbidden("This method is only available while the e-mail is awaiting confirmation")
    async with ctx.db.write() as tx:
        await _count(ctx, tx, f"confirm {user.id}", PER_PERSON)
        if email and email != user.email:
            user = await _moved(ctx, tx, user, email)
        await order(ctx, tx, user, CONFIRM)


async def _moved(ctx: Context, tx: Transaction, user: User, email: str) -> User:
    if fault := fault_of_email(email):
        raise Unfit(email=fault)
    if faults := await blocked.fault_of(ctx, tx, email, ""):
        raise Unfit(**faults)
    if await users.by_login(tx, email) is not None:
        raise Unfit(email=TAKEN["email"])
    return await users.change(tx, user, email=email)


async def remind(ctx: Context, user: User) -> None:
    """Somebody with the right password can't come in before the address is confirmed: perhaps the letter was lost."""
    async with ctx.db.write() as tx:
        before, _ = await failures.counts(tx, f"confirm {user.id}", "")
        if before < PER_PERSON:
            await failures.remember(tx, f"confirm {user.id}", "")
            await order(ctx, tx, user, CONFIRM)


async def forgot(ctx: Context, login: str, address: str) -> None:
    """A letter, if somebody here is called so; whoever asks learns nothing either way."""
    name = login.strip().removeprefix("@").lower()[:254]
    async with ctx.db.write() as tx:
        await _count(ctx, tx, f"forgot from {address}", PER_ADDRESS)
        before, _ = await failures.counts(tx, f"forgot {name}", "")
        await failures.remember(tx, f"forgot {name}", "")
        found = await users.by_login(tx, name) if name and before < PER_PERSON else None
        if found is not None and stop_of(*found) != "disabled":
            await order(ctx, tx, found[0], PASSWORD)


async def reset(ctx: Context, secret: str, password: str) -> None:
    """The new password counts from now on; every browser is signed out, and a second step is asked for as before."""
    if fault := fault_of_password(password):
        raise Unfit(password=fault)
    await whose(ctx, secret, PASSWORD)  # before anything is hashed for nobody
    hashed = await hash_password(password)
    async with ctx.db.write() as tx:
        user, _ = await _found(tx, await store.use(tx, fingerprint(secret), PASSWORD))
        await users.change(tx, user, password_hash=hashed)
        await sessions.end_others(tx, user.id, 0)
        await store.drop(tx, user.id, PASSWORD)


async def _count(ctx: Context, tx: Transaction, name: str, most: int) -> None:
    """No login is called so: it has spaces."""
    before, _ = await failures.counts(tx, name, "")
    if ctx.settings.limits.enabled and before >= most:
        raise TooMany("Too many letters; try again in a quarter of an hour", retry_after=900)
    await failures.remember(tx, name, "")
