"""Between the password and being in: the second step, tried a few times within a few minutes."""

import secrets
from dataclasses import dataclass

from fediai.context import Context
from fediai.domain.accounts import User
from fediai.domain.errors import TooMany, Unauthorized
from fediai.domain.people.oauth import fingerprint
from fediai.domain.people.second_steps import MOST_TRIES, STEP_LIVES, SURE_LIVES, Step
from fediai.services.entry import one_time
from fediai.store.database import Transaction
from fediai.store.entry import one_time as secrets_store
from fediai.store.entry import passkeys
from fediai.store.entry import steps as store
from fediai.store.people import sign_in_failures as failures
from fediai.store.people import users

SECOND, SURE = "second", "sure"
PER_LOGIN = 10


@dataclass(frozen=True, slots=True)
class Ways:
    """What somebody can show besides the password."""

    codes: bool
    passkeys: int
    recovery_codes: int

    @property
    def any(self) -> bool:
        return self.codes or self.passkeys > 0


async def ways(ctx: Context, user: User) -> Ways:
    """As they are set up now."""
    async with ctx.db.read() as tx:
        known = await secrets_store.of_user(tx, user.id)
        return Ways(
            codes=known is not None and known.confirmed_at is not None,
            passkeys=len(await passkeys.of_user(tx, user.id)),
            recovery_codes=await secrets_store.recovery_codes_left(tx, user.id),
        )


async def begin(ctx: Context, user: User) -> str:
    """The password was right: the cookie's value with which the second step is shown."""
    return await _open(ctx, user, SECOND)


async def be_sure(ctx: Context, user: User) -> str:
    """The person has just proved who they are: for twenty minutes they may change how they sign in."""
    return await _open(ctx, user, SURE)


async def _open(ctx: Context, user: User, purpose: str) -> str:
    secret = secrets.token_urlsafe(32)
    async with ctx.db.write() as tx:
        lives = SURE_LIVES if purpose == SURE else STEP_LIVES
        await store.insert_new(
            tx, lives, secret_hash=fingerprint(secret), user_id=user.id, purpose=purpose, challenge=""
        )
    return secret


async def is_sure(ctx: Context, user: User, secret: str) -> bool:
    """Has this browser's person proved within the last minutes who they are?"""
    async with ctx.db.read() as tx:
        step = await store.by_hash(tx, fingerprint(secret), SURE)
    return step is not None and step.user_id == user.id


async def whose(ctx: Context, secret: str) -> User:
    """Who is in the middle of signing in with this cookie; `Unauthorized` when that was too long ago."""
    async with ctx.db.read() as tx:
        return (await standing(tx, secret))[1]


async def standing(tx: Transaction, secret: str) -> tuple[Step, User]:
    """The step and its person."""
    step = await store.by_hash(tx, fingerprint(secret), SECOND)
    found = await users.by_id(tx, step.user_id) if step is not None and step.user_id is not None else None
    if step is None or found is None:
        raise Unauthorized("That took too long; sign in once more")
    return step, found[0]


async def by_code(ctx: Context, secret: str, code: str) -> User:
    """Whoever shows a code by the clock, or a recovery code; a wrong one costs a try, and five cost the step."""
    async with ctx.db.write() as tx:
        step, user = await standing(tx, secret)
        await count(ctx, tx, step, user)
        is_right = await one_time.matches(tx, user, code) or await secrets_store.spend(tx, user.id, code)
        if is_right:
            await finish(tx, step, user)
    if not is_right:
        raise Unauthorized("The code does not fit")
    return user


async def count(ctx: Context, tx: Transaction, step: Step, user: User) -> None:
    """Guessing is slowed down per step, and per person over all steps."""
    name = f"second step {user.id}"  # no login is called so: it has spaces
    before, _ = await failures.counts(tx, name, "")
    if ctx.settings.limits.enabled and before >= PER_LOGIN:
        raise TooMany("Too many wrong codes; try again in a quarter of an hour", retry_after=900)
    if await store.count_try(tx, step) >= MOST_TRIES:
        await store.drop(tx, step)
    await failures.remember(tx, name, "")


async def finish(tx: Transaction, step: Step, user: User) -> None:
    """The step is taken, and earlier mistakes are forgiven."""
    await store.drop(tx, step)
    await failures.forgive(tx, f"second step {user.id}")
    await users.signed_in(tx, user.id)
