"""Where the links of letters lead: an address is confirmed, a forgotten password replaced. Opening one changes nothing:
programs that look through people's mail open every link."""

from quart import Quart, Response, request

from fediai.domain.errors import NotFound, TooMany
from fediai.domain.people.logins import Unfit
from fediai.services.entry import letters
from fediai.web.context import context
from fediai.web.pages.frame.shell import render, see_other, t, told
from fediai.web.pages.frame.visitor import address


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/auth/password", "forgot", forgot, methods=["GET"])
    pages.add_url_rule("/auth/password", "forgot_now", ask, methods=["POST"])
    pages.add_url_rule("/auth/password/<secret>", "new_password", choose, methods=["GET"])
    pages.add_url_rule("/auth/password/<secret>", "new_password_now", change, methods=["POST"])
    pages.add_url_rule("/auth/confirm/<secret>", "confirm", look, methods=["GET"])
    pages.add_url_rule("/auth/confirm/<secret>", "confirm_now", confirm, methods=["POST"])


async def _private(code: int = 200, /, **values: object) -> Response:
    blank = {"wrong": None, "secret": "", "who": "", "email": ""}
    page = await render("letter.html", code, **{**blank, **values})
    page.headers["Cache-Control"] = "no-store"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


async def forgot() -> Response:
    """The form, where letters are sent."""
    if not letters.are_sent(context()):
        raise NotFound
    return await _private(about="forgot")


async def ask() -> Response:
    """The same answer for every name, known or not."""
    if not letters.are_sent(context()):
        raise NotFound
    try:
        await letters.forgot(context(), (await request.form).get("who", ""), address())
    except TooMany as refusal:
        return await _private(refusal.status, about="forgot", wrong=told(refusal))
    return await _private(about="sent")


async def choose(secret: str) -> Response:
    """The form for a new password."""
    try:
        _, account = await letters.whose(context(), secret, letters.PASSWORD)
    except NotFound as refusal:
        return await _private(refusal.status, about="old")
    return await _private(about="choose", secret=secret, who=account.username)


async def change(secret: str) -> Response:
    """On to the door, with the new password."""
    try:
        await letters.reset(context(), secret, (await request.form).get("new_password", ""))
    except Unfit as refusal:
        fault = refusal.details["password"].code.removeprefix("ERR_").lower()
        return await _private(422, about="choose", secret=secret, wrong=t()(f"signup.wrong.password.{fault}"))
    except NotFound as refusal:
        return await _private(refusal.status, about="old")
    return see_other("/auth/sign_in")


async def look(secret: str) -> Response:
    """One button."""
    try:
        user, account = await letters.whose(context(), secret, letters.CONFIRM)
    except NotFound as refusal:
        return await _private(refusal.status, about="old")
    return await _private(about="confirm", secret=secret, who=account.username, email=user.email)


async def confirm(secret: str) -> Response:
    """The address is theirs."""
    try:
        user = await letters.confirm(context(), secret)
    except NotFound as refusal:
        return await _private(refusal.status, about="old")
    return await _private(about="confirmed" if user.approved_at else "waits")
