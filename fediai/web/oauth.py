"""OAuth's machine end points (RFC 6749, 7009, 8414); the page on which people consent is `pages/entry/consent.py`."""

import base64
import binascii
from dataclasses import replace
from urllib.parse import unquote

from fediai.domain.errors import DomainError
from fediai.domain.people.oauth import SCOPES, OAuthError
from fediai.services.people import oauth
from fediai.web.errors import error_response
from fediai.web.forms import decode
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.account import picture
from fediai.web.mastodon.entities.token import token as token_entity
from fediai.web.router import BARE, OPEN, Handler, Route

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def _speaking_oauth(handler: Handler) -> Handler:
    """Refusals in the form of RFC 6749 5.2, which clients read; never kept by a cache.

    The routes are BARE, because a client that lost its token may still send it along.
    """

    async def answer(call: Call) -> Response:
        request = call.request
        try:
            form = decode(request.query, request.header("content-type"), request.body)
            return await handler(replace(call, form=form))
        except OAuthError as refusal:
            body = {"error": refusal.code, "error_description": refusal.sentence}
            asks = {"WWW-Authenticate": 'Basic realm="fediai"'} if refusal.status == 401 else {}
            return json_response(body, refusal.status, {**NO_STORE, **asks})
        except DomainError as error:
            return error_response(error)

    return answer


def _client(call: Call) -> tuple[str, str]:
    """The app's id and secret, from parameters or from Basic authentication (RFC 6749 2.3.1)."""
    given, secret = call.form.text("client_id") or "", call.form.text("client_secret") or ""
    kind, _, encoded = call.request.header("authorization").partition(" ")
    if given or kind.lower() != "basic":
        return given, secret
    try:
        name, _, word = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return unquote(name), unquote(word)


async def token(call: Call) -> Response:
    """A code, an app's own word, or (where allowed) a password becomes a token."""
    form = call.form
    client_id, client_secret = _client(call)
    made = await oauth.exchange(
        call.ctx,
        oauth.TokenRequest(
            grant_type=form.text("grant_type") or "",
            client_id=client_id,
            client_secret=client_secret,
            code=form.text("code") or "",
            redirect_uri=form.text("redirect_uri") or "",
            code_verifier=form.text("code_verifier"),
            scope=form.text("scope"),
            username=form.text("username") or "",
            password=form.text("password") or "",
            address=call.request.client,
        ),
    )
    return json_response(token_entity(made), headers=NO_STORE)


async def revoke(call: Call) -> Response:
    """The token is worth nothing; saying so again is no error."""
    await oauth.revoke(call.ctx, *_client(call), call.form.text("token") or "")
    return json_response({})


async def userinfo(call: Call) -> Response:
    """Who the token speaks for, in OpenID Connect's words."""
    one = call.account
    urls = call.ctx.urls
    return json_response(
        {
            "iss": f"{urls.base}/",
            "sub": one.uri,
            "name": one.display_name or one.username,
            "preferred_username": one.username,
            "profile": one.url,
            "picture": picture(one, "avatar", urls),
        }
    )


async def metadata(call: Call) -> Response:
    """What clients may count on: some use PKCE only because this says so."""
    base = call.ctx.urls.base
    return json_response(
        {
            "issuer": f"{base}/",
            "authorization_endpoint": f"{base}/oauth/authorize",
            "token_endpoint": f"{base}/oauth/token",
            "revocation_endpoint": f"{base}/oauth/revoke",
            "userinfo_endpoint": f"{base}/oauth/userinfo",
            "app_registration_endpoint": f"{base}/api/v1/apps",
            "service_documentation": "https://docs.joinmastodon.org/",
            "scopes_supported": sorted(SCOPES),
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": oauth.grants_offered(call.ctx),
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }
    )


ROUTES = (
    Route("POST", "/oauth/token", _speaking_oauth(token), BARE),
    Route("POST", "/oauth/revoke", _speaking_oauth(revoke), BARE),
    Route("GET", "/oauth/userinfo", userinfo, "profile"),
    Route("POST", "/oauth/userinfo", userinfo, "profile"),
    Route("GET", "/.well-known/oauth-authorization-server", metadata, OPEN),
)
