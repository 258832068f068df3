"""Signing in and out in a browser."""

from urllib.parse import parse_qs, urlencode, urlsplit

from quart import Quart, Response, request

from fediai.domain.accounts import User
from fediai.domain.errors import DomainError, Forbidden, TooMany, Unauthorized
from fediai.services.entry import second_steps
from fediai.services.people import sessions
from fediai.store.people import oauth
from fediai.web.context import context
from fediai.web.pages.entry.door import door_picture
from fediai.web.pages.frame.shell import render, see_other, t, told
from fediai.web.pages.frame.visitor import SESSION, STEP, address, begin, end, keep, own_path

HOME = "/home"


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/auth/sign_in", "sign_in", show, methods=["GET"])
    pages.add_url_rule("/auth/sign_in", "sign_in_now", sign_in, methods=["POST"])
    pages.add_url_rule("/auth/sign_out", "sign_out", sign_out, methods=["POST"])


async def show() -> Response:
    """The form; also for somebody who is signed in, because apps ask for another account."""
    return await form("", own_path(request.args.get("next"), ""))


async def form(who: str, goes_to: str, refusal: DomainError | None = None, unknown: str = "signin.wrong") -> Response:
    """The door, with what was wrong; `unknown` names the sentence for whoever could not be recognised."""
    wrong = None
    if refusal is not None:
        wrong = t()(unknown) if isinstance(refusal, Unauthorized) else told(refusal)
    status = refusal.status if refusal else 200
    page = await render(
        "signin.html", status, who=who, next=goes_to, wrong=wrong, app=await _app_name(goes_to),
        door_picture=await door_picture(),
    )  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    return page


async def _app_name(goes_to: str) -> str | None:
    """The app that waits behind the form, if one does."""
    parts = urlsplit(goes_to)
    [client_id] = parse_qs(parts.query).get("client_id", [""])[:1]
    if parts.path != "/oauth/authorize" or not client_id:
        return None
    async with context().db.read() as tx:
        app = await oauth.app_by_client_id(tx, client_id)
    return app.name if app else None


async def sign_in() -> Response:
    """On to where the person wanted to go, or to the second step; or the form again, with what they typed."""
    sent = await request.form
    who, goes_to = sent.get("who", ""), own_path(sent.get("next"), "")
    try:
        user = await sessions.authenticate(context(), who, sent.get("password", ""), address())
    except (Unauthorized, Forbidden, TooMany) as refusal:
        return await form(who, goes_to, refusal)
    if not (await second_steps.ways(context(), user)).any:
        return await let_in(user, goes_to)
    step = await second_steps.begin(context(), user)
    onward = see_other("/auth/second" + (f"?{urlencode({'next': goes_to})}" if goes_to else ""))
    return keep(onward, STEP, step, 600)


async def let_in(user: User, goes_to: str) -> Response:
    """Signed in from now on; whoever this browser was before is signed out."""
    token = await sessions.open_for(context(), user, request.headers.get("User-Agent", ""), address())
    if old := request.cookies.get(SESSION):
        await sessions.sign_out(context(), old)
    inside = begin(see_other(goes_to or HOME), token)
    return keep(inside, STEP, "", 0) if STEP in request.cookies else inside


async def sign_out() -> Response:
    """Signed out; with an app's parameters, on to signing in as somebody else for it."""
    form = await request.form
    await sessions.sign_out(context(), request.cookies.get(SESSION, ""))
    goes_to = "/"
    if form.get("again"):
        kept = {name: value for name, value in form.items() if name not in ("csrf", "again")}
        goes_to = "/auth/sign_in?" + urlencode({"next": f"/oauth/authorize?{urlencode(kept)}"})
    return end(see_other(goes_to))
