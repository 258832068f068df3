"""The second step of signing in: a code from a device, a recovery code, or a passkey."""

from urllib.parse import urlencode

from quart import Quart, Response, request

from fediai.domain.errors import DomainError, TooMany, Unauthorized
from fediai.services.entry import second_steps
from fediai.web.context import context
from fediai.web.pages.entry.door import door_picture
from fediai.web.pages.entry.signin import let_in
from fediai.web.pages.frame.shell import render, see_other, t, told
from fediai.web.pages.frame.visitor import STEP, own_path


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/auth/second", "second", show, methods=["GET"])
    pages.add_url_rule("/auth/second", "second_now", check, methods=["POST"])


async def show() -> Response:
    """The form, for a browser that has shown a right password."""
    return await form(own_path(request.args.get("next"), ""))


async def form(goes_to: str, refusal: DomainError | None = None) -> Response:
    """Back to the first step once the few minutes, or the few tries, are over."""
    try:
        user = await second_steps.whose(context(), request.cookies.get(STEP, ""))
    except Unauthorized:
        return see_other("/auth/sign_in" + (f"?{urlencode({'next': goes_to})}" if goes_to else ""))
    wrong = None
    if refusal is not None:
        wrong = told(refusal) if isinstance(refusal, TooMany) else t()("second.wrong")
    page = await render(
        "second.html", refusal.status if refusal else 200, next=goes_to, wrong=wrong,
        ways=await second_steps.ways(context(), user), door_picture=await door_picture(),
    )  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    return page


async def check() -> Response:
    """In, or the form again."""
    sent = await request.form
    goes_to = own_path(sent.get("next"), "")
    try:
        user = await second_steps.by_code(context(), request.cookies.get(STEP, ""), sent.get("code", ""))
    except (Unauthorized, TooMany) as refusal:
        return await form(goes_to, refusal)
    return await let_in(user, goes_to)
