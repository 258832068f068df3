"""Codes by the clock: set up with a picture that a device reads, checked with replays refused, taken away again."""

from urllib.parse import quote

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Invalid
from fediai.domain.people.second_steps import SECONDS, is_by_clock, new_recovery_codes, new_secret, plain
from fediai.store.database import Transaction
from fediai.store.entry import one_time as store
from fediai.store.entry import passkeys, steps


async def begin(ctx: Context, user: User) -> str:
    """A new secret, in Base32; it counts once a code of it was shown."""
    secret = new_secret()
    async with ctx.db.write() as tx:
        known = await store.of_user(tx, user.id)
        if known is not None and known.confirmed_at is not None:
            raise Invalid("Codes are set up already; turn them off first")
        await store.begin(tx, user.id, secret)
    return secret


def address_of(ctx: Context, account: Account, secret: str) -> str:
    """What the picture says to an authenticator."""
    house = quote(ctx.settings.instance.title, safe="")
    who = quote(f"{account.username}@{ctx.urls.domain}", safe="@")
    return f"otpauth://totp/{house}:{who}?secret={secret}&issuer={house}&algorithm=SHA1&digits=6&period={SECONDS}"


async def unconfirmed(ctx: Context, user: User) -> str | None:
    """The secret that waits for its first code."""
    async with ctx.db.read() as tx:
        known = await store.of_user(tx, user.id)
    return known.secret if known is not None and known.confirmed_at is None else None


async def confirm(ctx: Context, user: User, code: str) -> list[str]:
    """The device has the secret; the recovery codes, said this once (none where there were some already)."""
    async with ctx.db.write() as tx:
        known = await store.of_user(tx, user.id)
        if known is None or known.confirmed_at is not None or not await matches(tx, user, code, confirmed=False):
            raise Invalid("The code does not fit")
        await store.confirm(tx, user.id)
        return await first_recovery_codes(tx, user)


async def first_recovery_codes(tx: Transaction, user: User) -> list[str]:
    """With the first second step of any kind."""
    if await store.recovery_codes_left(tx, user.id):
        return []
    return await _renew(tx, user)


async def _renew(tx: Transaction, user: User) -> list[str]:
    codes = new_recovery_codes()
    await store.set_recovery_codes(tx, user.id, codes)
    return codes


async def renew_recovery_codes(ctx: Context, user: User) -> list[str]:
    """New ones, said this once; the old ones are worth nothing."""
    async with ctx.db.write() as tx:
        return await _renew(tx, user)


async def matches(tx: Transaction, user: User, code: str, *, confirmed: bool = True) -> bool:
    """Is this a code of now, or of the half minute before or after, that was not taken yet?"""
    known = await store.of_user(tx, user.id)
    given = plain(code)
    if known is None or (confirmed and known.confirmed_at is None) or not is_by_clock(given):
        return False
    now = int(tx.now.timestamp()) // SECONDS
    fits = [step for step in (now - 1, now, now + 1) if _code(known.secret, step) == given]
    return bool(fits) and await store.take(tx, user.id, max(fits))


def _code(secret: str, step: int) -> str:
    import base64

    from cryptography.hazmat.primitives.hashes import SHA1
    from cryptography.hazmat.primitives.twofactor.totp import TOTP

    return TOTP(base64.b32decode(secret), 6, SHA1(), SECONDS).generate(step * SECONDS).decode()  # noqa: S303


async def turn_off(ctx: Context, user: User) -> None:
    """No codes by the clock any more; without any second step, recovery codes are worth nothing either."""
    async with ctx.db.write() as tx:
        await store.forget(tx, user.id)
        await drop_spare_codes(tx, user)


async def drop_spare_codes(tx: Transaction, user: User) -> None:
    """Recovery codes recover a second step, and are no step of their own."""
    known = await store.of_user(tx, user.id)
    if (known is None or known.confirmed_at is None) and not await passkeys.of_user(tx, user.id):
        await store.set_recovery_codes(tx, user.id, [])


async def forget_everything(ctx: Context, user: User) -> None:
    """For whoever lost the device and the codes, on an administrator's word."""
    async with ctx.db.write() as tx:
        await store.forget(tx, user.id)
        await passkeys.remove_all(tx, user.id)
        await store.set_recovery_codes(tx, user.id, [])
        await steps.drop_all(tx, user.id)
