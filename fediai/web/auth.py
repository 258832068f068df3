"""Who asks: a bearer token becomes a viewer, and the route's need is checked against its scopes."""

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.domain.errors import Forbidden, Unauthorized
from fediai.services.people import oauth
from fediai.web.http import Request
from fediai.web.router import ANY, APP, BARE, OPEN, WAITING

# Mastodon's old, wide scope covers these pairs.
FOLLOW = frozenset({"blocks", "follows", "mutes"})
# Narrow scopes that a wider one has always covered.
ALSO = {"profile": "read:accounts"}

# Mastodon's sentences for somebody whose token is good and who may not act: apps show them.
STOPS = {
    "disabled": "Your login is currently disabled",
    "unconfirmed": "Your login is missing a confirmed e-mail address",
    "pending": "Your login is currently pending approval",
}


def token_of(request: Request) -> str:
    """The token of the Authorization header or of the query."""
    kind, _, token = request.header("authorization").partition(" ")
    if kind.lower() == "bearer" and token:
        return token.strip()
    return request.arguments.get("access_token", "") if "access_token=" in request.query else ""


def covers(scopes: frozenset[str], need: str) -> bool:
    """`read` covers `read:statuses`; `follow` covers reading and writing of follows, blocks and mutes."""
    wide, _, narrow = need.rpartition(":")
    if need in scopes or wide in scopes or ("follow" in scopes and narrow in FOLLOW):
        return True
    return need in ALSO and covers(scopes, ALSO[need])


async def viewer_for(ctx: Context, request: Request, needs: str) -> Viewer | None:
    """The viewer, if the route's need is met; else `Unauthorized` or `Forbidden`."""
    if needs == BARE:
        return None
    token = token_of(request)
    if not token:
        if needs == OPEN:
            return None
        raise Unauthorized
    viewer = await oauth.viewer_of(ctx, token, request.client)
    if viewer is None:
        await _let_app_in(ctx, token, needs)
        return None
    if needs not in (OPEN, ANY, APP, WAITING) and not covers(viewer.scopes, needs):
        raise Forbidden("This action is outside the authorized scopes")
    return viewer


async def _let_app_in(ctx: Context, token: str, needs: str) -> None:
    """An app's own token opens what needs an app, or nothing at all; an unknown one opens nothing."""
    stop = await oauth.stop_of_token(ctx, token)
    if stop is None:
        raise Unauthorized
    if needs == WAITING and stop in ("unconfirmed", "pending"):
        return
    if stop:
        raise Forbidden(STOPS[stop])
    if needs not in (OPEN, APP):
        raise Forbidden("This method requires an authenticated user")
