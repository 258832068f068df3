"""OAuth 2 for clients: apps are registered, people consent, codes become tokens, tokens are taken back."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from activitypub.documents import safe_url
from fediai.context import Context
from fediai.domain.accounts import User, Viewer
from fediai.domain.errors import Invalid, Unauthorized
from fediai.domain.events import AccessEnded
from fediai.domain.people.addresses import coarse
from fediai.domain.people.logins import stop_of
from fediai.domain.people.oauth import (
    App,
    Asked,
    InvalidClient,
    InvalidGrant,
    InvalidRedirect,
    InvalidScope,
    OAuthError,
    UnsupportedGrant,
    UnsupportedResponse,
    fingerprint,
    is_challenge,
    is_safe_redirect,
    meets,
    scopes_of,
    within,
)
from fediai.services.entry import second_steps
from fediai.services.people import sessions
from fediai.store.database import Transaction
from fediai.store.people import oauth as store

CODE_LIVES = timedelta(minutes=10)
DAY = timedelta(days=1)
LONGEST_NAME, MOST_REDIRECTS = 200, 50


@dataclass(frozen=True, slots=True)
class Token:
    """What a client is handed, this once: only its fingerprint is kept."""

    access_token: str
    scope: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """A call of the token end point, from any encoding."""

    grant_type: str
    client_id: str
    client_secret: str
    code: str = ""
    redirect_uri: str = ""
    code_verifier: str | None = None
    scope: str | None = None
    username: str = ""
    password: str = ""
    address: str = ""


async def register(
    ctx: Context, name: str, redirect_uris: list[str], scope: str | None, website: str | None
) -> tuple[App, str]:
    """A new app, and its secret, which is said this once."""
    uris = [uri for text in redirect_uris for uri in text.split()]
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Invalid("Validation failed: Application name can't be blank or too long")
    if not uris or len(uris) > MOST_REDIRECTS or not all(is_safe_redirect(uri) for uri in uris):
        raise Invalid("Validation failed: Redirect URI must be an absolute URI that opens an app or a page")
    if website and safe_url(website.strip()) is None:  # a link under every post that the app makes
        raise Invalid("Validation failed: Website is not a valid URL")
    try:
        scopes = scopes_of(scope)
    except InvalidScope as cause:
        raise Invalid("Validation failed: Scopes doesn't match configured on the server.") from cause
    secret = secrets.token_urlsafe(32)
    async with ctx.db.write() as tx:
        app = await store.insert_app(
            tx, name=name.strip(), website=(website or "").strip() or None, redirect_uris=uris, scopes=" ".join(scopes),
            client_id=secrets.token_urlsafe(32), client_secret_hash=fingerprint(secret),
        )  # fmt: skip
    return app, secret


async def check(tx: Transaction, asked: Asked) -> tuple[App, tuple[str, ...]]:
    """The app that asks and the scopes it asks for.

    `InvalidClient` and `InvalidRedirect` must be shown and never redirected: the address may be an attacker's.
    """
    app = await store.app_by_client_id(tx, asked.client_id)
    if app is None:
        raise InvalidClient
    if asked.redirect_uri not in app.redirect_uris:
        raise InvalidRedirect
    if asked.response_type != "code":
        raise UnsupportedResponse
    if asked.code_challenge is not None:
        _check_challenge(asked.code_challenge, asked.code_challenge_method)
    scopes = scopes_of(asked.scope)
    if not within(scopes, app.scopes):
        raise InvalidScope
    return app, scopes


def _check_challenge(challenge: str, method: str | None) -> None:
    if method != "S256":
        raise OAuthError("The code challenge method must be S256.")
    if not is_challenge(challenge):
        raise OAuthError("The code challenge is malformed.")


async def consent(ctx: Context, user: User, asked: Asked) -> str:
    """The person says yes: a code, good once and for ten minutes."""
    code = secrets.token_urlsafe(32)
    async with ctx.db.write() as tx:
        app, scopes = await check(tx, asked)
        await store.insert_code(
            tx, code_hash=fingerprint(code), app_id=app.id, user_id=user.id, redirect_uri=asked.redirect_uri,
            scopes=" ".join(scopes), code_challenge=asked.code_challenge, expires_at=tx.now + CODE_LIVES,
        )  # fmt: skip
    return code


async def issue_token(
    ctx: Context, tx: Transaction, user_id: int | None, scopes: str, app_id: int | None = None
) -> str:
    """A new bearer token; without a user it speaks for the app alone."""
    token = secrets.token_urlsafe(32)
    await store.insert_token(tx, token_hash=fingerprint(token), app_id=app_id, user_id=user_id, scopes=scopes)
    return token


async def exchange(ctx: Context, request: TokenRequest) -> Token:
    """The token end point: whatever the grant, the app must be known and show its secret."""
    async with ctx.db.read() as tx:
        app = await authenticate(tx, request.client_id, request.client_secret)
    handler = GRANTS.get(request.grant_type)
    if handler is None:
        raise UnsupportedGrant if request.grant_type else OAuthError
    return await handler(ctx, app, request)


async def authenticate(tx: Transaction, client_id: str, client_secret: str) -> App:
    """The app with this id, if this is its secret."""
    app = await store.app_by_client_id(tx, client_id)
    if app is None or not hmac.compare_digest(app.client_secret_hash, fingerprint(client_secret)):
        raise InvalidClient
    return app


async def _by_code(ctx: Context, app: App, request: TokenRequest) -> Token:
    async with ctx.db.write() as tx:
        token = await _exchange_code(ctx, tx, app, request)
    if token is None:
        raise InvalidGrant
    return token


async def _exchange_code(ctx: Context, tx: Transaction, app: App, request: TokenRequest) -> Token | None:
    """None instead of an exception, so that the revocation of a stolen code's token is committed."""
    grant = await store.grant_by_code(tx, fingerprint(request.code))
    if grant is None or grant.app_id != app.id or grant.redirect_uri != request.redirect_uri:
        return None
    if grant.used_at is not None:
        _end(tx, await store.revoke_bought(tx, grant))
        return None
    if not meets(grant.code_challenge, request.code_verifier) or not await store.use(tx, grant):
        return None
    token = await issue_token(ctx, tx, grant.user_id, grant.scopes, app.id)
    return Token(token, grant.scopes, tx.now)


async def _by_app(ctx: Context, app: App, request: TokenRequest) -> Token:
    return await _issue(ctx, app, None, request.scope)


async def _by_password(ctx: Context, app: App, request: TokenRequest) -> Token:
    """Off unless an administrator wants it for a test suite: it shows passwords to apps."""
    if not ctx.settings.accounts.password_grant:
        raise UnsupportedGrant
    try:
        user = await sessions.authenticate(ctx, request.username, request.password, request.address)
    except Unauthorized as cause:
        raise InvalidGrant from cause
    if (await second_steps.ways(ctx, user)).any:
        raise InvalidGrant("This account is asked for a second step, which this grant has no words for.")
    return await _issue(ctx, app, user.id, request.scope)


async def _issue(ctx: Context, app: App, user_id: int | None, scope: str | None) -> Token:
    scopes = scopes_of(scope)
    if not within(scopes, app.scopes):
        raise InvalidScope
    async with ctx.db.write() as tx:
        token = await issue_token(ctx, tx, user_id, " ".join(scopes), app.id)
        return Token(token, " ".join(scopes), tx.now)


GRANTS: dict[str, Callable[[Context, App, TokenRequest], Awaitable[Token]]] = {
    "authorization_code": _by_code,
    "client_credentials": _by_app,
    "password": _by_password,
}


def grants_offered(ctx: Context) -> list[str]:
    """What this instance's token end point accepts."""
    return [name for name in GRANTS if name != "password" or ctx.settings.accounts.password_grant]


async def revoke(ctx: Context, client_id: str, client_secret: str, token: str) -> None:
    """The token is worth nothing; a token that never was is no error (RFC 7009 2.2)."""
    async with ctx.db.write() as tx:
        app = await authenticate(tx, client_id, client_secret)
        _end(tx, await store.revoke(tx, app, fingerprint(token)))


def _end(tx: Transaction, revoked: list[int]) -> None:
    """What is open by these tokens is closed."""
    if revoked:
        tx.emit(AccessEnded(tuple(revoked)))


async def viewer_of(ctx: Context, token: str, address: str = "") -> Viewer | None:
    """Who asks with this token: one query; None for no person, or one who may not act."""
    async with ctx.db.read() as tx:
        found = await store.viewer_by_token(tx, fingerprint(token))
    if found is None:
        return None
    viewer, used_at = found
    if used_at is None or ctx.clock() - used_at > DAY:
        async with ctx.db.write() as tx:
            await store.note_use(tx, viewer.token_id, coarse(address))
    return viewer


async def app_of(ctx: Context, token: str) -> App | None:
    """The app that holds this token, in its own name or a person's."""
    async with ctx.db.read() as tx:
        found = await store.app_of_token(tx, fingerprint(token))
    return found[0] if found else None


async def owner_of(ctx: Context, token: str) -> User | None:
    """Whose token it is, also of somebody who may not act yet; None for an app's own."""
    async with ctx.db.read() as tx:
        found = await store.owner_of_token(tx, fingerprint(token))
    return found.user if found else None


async def stop_of_token(ctx: Context, token: str) -> str | None:
    """Why nobody may act by it: "" when it is an app's own, the word for what stops its person, None for no token."""
    async with ctx.db.read() as tx:
        found = await store.owner_of_token(tx, fingerprint(token))
    if found is None:
        return None
    return "" if found.user is None or found.account is None else stop_of(found.user, found.account)
