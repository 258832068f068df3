"""OAuth's authorization page: an app asks, a person answers, and the app's own address hears of it."""

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from quart import Quart, Response, request

from fediai.domain.accounts import User
from fediai.domain.people.oauth import OOB, App, Asked, InvalidClient, InvalidRedirect, OAuthError, with_answer
from fediai.services.people import oauth
from fediai.store.people import oauth as store
from fediai.web.context import context
from fediai.web.pages.frame.shell import content_policy, face, render, see_other
from fediai.web.pages.frame.visitor import visitor

# Kept through the form, in this order.
PARAMETERS = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method",
)  # fmt: skip
COULD = ("profile", "read", "prompts", "write", "follow", "push", "paint", "admin")
NEVER = ("account",)
FOLLOWING = frozenset({"follows", "blocks", "mutes"})


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/oauth/authorize", "authorize", ask, methods=["GET"])
    pages.add_url_rule("/oauth/authorize", "authorize_now", answer, methods=["POST"])


def asked_by(sent: Mapping[str, str]) -> Asked:
    """What the app asks for; an empty parameter is none."""
    return Asked(
        client_id=sent.get("client_id", ""),
        redirect_uri=sent.get("redirect_uri", ""),
        scope=sent.get("scope", ""),
        state=sent.get("state"),
        code_challenge=sent.get("code_challenge") or None,
        code_challenge_method=sent.get("code_challenge_method"),
        response_type=sent.get("response_type") or "code",
        force_login=sent.get("force_login", "").lower() in ("true", "1"),
    )


async def ask() -> Response:
    """Who is signed in is asked; who is not, or must be anew, signs in first and comes back."""
    asked = asked_by(request.args)
    viewer = visitor().viewer
    try:
        async with context().db.read() as tx:
            app, scopes = await oauth.check(tx, asked)
            members = await store.members(tx, app.id)
    except OAuthError as refusal:
        return _refuse(asked, refusal)
    kept = {name: request.args[name] for name in PARAMETERS if name in request.args}
    if viewer is None or asked.force_login:
        return see_other("/auth/sign_in?" + urlencode({"next": f"/oauth/authorize?{urlencode(kept)}"}))
    could = powers(scopes)
    page = await render(
        "consent.html",
        app={"name": app.name, "website": app.website, "host_claimed": host_of(app), "members": members},
        could=could,
        could_not=[what for what in COULD if what not in could and what != "admin"] + list(NEVER),
        hidden=kept,
        viewer=face(viewer.account),
    )
    return _open_to_apps(page)


def _open_to_apps(page: Response) -> Response:
    """Without `form-action`: browsers apply it to the redirect that follows, and apps have schemes of their own."""
    page.headers["Content-Security-Policy"] = content_policy(context())
    page.headers["Cache-Control"] = "no-store"
    return page


def powers(scopes: tuple[str, ...]) -> list[str]:
    """Scopes in people's words: who may write may follow and paint, and everybody sees whose account it is."""
    wide = {scope.partition(":")[0] for scope in scopes}
    found = {"profile"} | (wide & set(COULD))
    if "write" in scopes or any(scope.partition(":")[2] in FOLLOWING for scope in scopes):
        found.add("follow")
    if {"write", "write:statuses", "write:media"} & set(scopes):
        found.add("paint")
    if {"read", "read:statuses"} & set(scopes):
        found.add("prompts")
    return [what for what in COULD if what in found]


def host_of(app: App) -> str | None:
    """Where the app says it lives: its website's host, or that of its own page."""
    addresses = [app.website or "", *app.redirect_uris]
    hosts = [urlsplit(one).hostname for one in addresses if one.startswith(("https://", "http://"))]
    return next((host for host in hosts if host), None)


def _refuse(asked: Asked, refusal: OAuthError) -> Response:
    """Told to the app, unless nobody knows that the address is the app's: then shown here (RFC 6749 4.1.2.1)."""
    if isinstance(refusal, InvalidClient | InvalidRedirect) or asked.redirect_uri == OOB:
        raise refusal
    return _tell(asked, error=refusal.code, error_description=refusal.sentence)


def _tell(asked: Asked, **words: str | None) -> Response:
    return see_other(with_answer(asked.redirect_uri, **words, state=asked.state))


async def answer() -> Response:
    """Yes becomes a code, no becomes `access_denied`."""
    form = await request.form
    asked = asked_by(form)
    viewer = visitor().viewer
    if viewer is None:
        return see_other("/auth/sign_in")
    try:
        async with context().db.read() as tx:
            app, _ = await oauth.check(tx, asked)
        if form.get("answer") != "allow":
            return await _denied(asked)
        return await _allowed(viewer.user, app, asked)
    except OAuthError as refusal:
        return _refuse(asked, refusal)


async def _denied(asked: Asked) -> Response:
    if asked.redirect_uri == OOB:
        return see_other("/")
    sentence = "The resource owner or authorization server denied the request."
    return _tell(asked, error="access_denied", error_description=sentence)


async def _allowed(user: User, app: App, asked: Asked) -> Response:
    code = await oauth.consent(context(), user, asked)
    if asked.redirect_uri != OOB:
        return _tell(asked, code=code)
    page = await render("oob.html", code=code, app={"name": app.name})
    page.headers["Cache-Control"] = "no-store"
    return page
