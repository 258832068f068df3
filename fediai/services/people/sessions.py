"""Signing in and out in a browser, with guessing slowed down per name and per address."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import Account, User, Viewer
from fediai.domain.errors import Forbidden, TooMany, Unauthorized
from fediai.domain.people.logins import in_order, stop_of
from fediai.domain.people.oauth import fingerprint
from fediai.services.entry import letters
from fediai.services.people import users as logins
from fediai.store.people import sessions as store
from fediai.store.people import sign_in_failures as failures
from fediai.store.people import users
from fediai.store.people.sessions import Session

PER_LOGIN, PER_ADDRESS = 10, 50
HOUR = timedelta(hours=1)
STOPS = {
    "disabled": "This account can't sign in any more",
    "unconfirmed": "This account's e-mail address is not confirmed yet",
    "pending": "This account waits for its approval",
}
EVERYTHING = frozenset({"read", "write", "follow", "push"})


async def authenticate(ctx: Context, login: str, password: str, address: str) -> User:
    """The login, if this is its password and it may act; `Unauthorized`, `TooMany` or `Forbidden` if not."""
    name = login.strip().removeprefix("@").lower()[:254]
    async with ctx.db.read() as tx:
        await _slow_down(ctx, *await failures.counts(tx, name, address))
        found = await users.by_login(tx, name)
    if not await logins.is_password(found[0] if found else None, password) or found is None:
        async with ctx.db.write() as tx:
            await failures.remember(tx, name, address)
        raise Unauthorized("The name or the password is wrong")
    user, account = found
    if stop_of(user, account) == "unconfirmed":
        await letters.remind(ctx, user)
    check(user, account)
    async with ctx.db.write() as tx:
        await failures.forgive(tx, name)
        await users.signed_in(tx, user.id)
    return user


def check(user: User, account: Account) -> None:
    """`Forbidden`, with the reason, for a login that may not act at present."""
    if stop := stop_of(user, account):
        raise Forbidden(STOPS[stop])


async def _slow_down(ctx: Context, of_login: int, of_address: int) -> None:
    """Per name against guessing one password, per address against trying one password on every name."""
    if ctx.settings.limits.enabled and (of_login >= PER_LOGIN or of_address >= PER_ADDRESS):
        raise TooMany("Too many wrong passwords; try again in a quarter of an hour", retry_after=900)


async def sign_in(ctx: Context, login: str, password: str, user_agent: str, address: str = "") -> str:
    """The value of the session cookie, said this once."""
    user = await authenticate(ctx, login, password, address)
    return await open_for(ctx, user, user_agent, address)


async def open_for(ctx: Context, user: User, user_agent: str, address: str = "") -> str:
    """A session for somebody who has just been recognised or signed up."""
    token = secrets.token_urlsafe(32)
    async with ctx.db.write() as tx:
        await store.insert_new(
            tx, _lives(ctx), user_id=user.id, token_hash=fingerprint(token),
            csrf=secrets.token_urlsafe(24), user_agent=user_agent[:300], address=address,
        )  # fmt: skip
    return token


def _lives(ctx: Context) -> timedelta:
    return timedelta(days=ctx.settings.accounts.session_days)


async def viewer_of_session(ctx: Context, token: str) -> tuple[Viewer, str] | None:
    """(viewer, CSRF token) of the browser with this cookie; each use prolongs it, written once an hour at most."""
    found = await session_of(ctx, token)
    return None if found is None else (found[0], found[1].csrf)


async def session_of(ctx: Context, token: str) -> tuple[Viewer, Session] | None:
    """The viewer and the session itself, for the page that lists sessions."""
    if not token:
        return None
    async with ctx.db.read() as tx:
        found = await store.by_hash(tx, fingerprint(token))
    if found is None or not in_order(found[0], found[1]):
        return None
    user, account, session = found
    if ctx.clock() - session.seen_at > HOUR:
        async with ctx.db.write() as tx:
            await store.seen(tx, session, _lives(ctx))
    return Viewer(account, user, EVERYTHING), session


async def sign_out(ctx: Context, token: str) -> None:
    """The cookie is worth nothing any more; signing out twice is no error."""
    async with ctx.db.write() as tx:
        await store.end(tx, fingerprint(token))


async def all_of(ctx: Context, user: User) -> Sequence[Session]:
    """A person's open sessions, the last used first."""
    async with ctx.db.read() as tx:
        return await store.of_user(tx, user.id)


async def revoke(ctx: Context, user: User, session_id: int) -> None:
    """One of the person's sessions is over."""
    async with ctx.db.write() as tx:
        await store.end_one(tx, user.id, session_id)


async def revoke_others(ctx: Context, user: User, but: int = 0) -> None:
    """All of the person's sessions but this one are over."""
    async with ctx.db.write() as tx:
        await store.end_others(tx, user.id, but)
