"""Passkeys in a browser: a small script asks the device, and the device's answer comes by an ordinary form."""

import json

from quart import Quart, Response, request

from fediai.domain.errors import Forbidden, Invalid, Unauthorized
from fediai.services.entry import passkeys
from fediai.services.entry.passkeys import Question
from fediai.web.context import context
from fediai.web.pages.entry.account import PLACE, account_page, recovery, sure
from fediai.web.pages.entry.signin import form, let_in
from fediai.web.pages.frame.shell import see_other, t
from fediai.web.pages.frame.visitor import PASSKEY, keep, me, member, own_path


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/auth/passkey/options", "passkey_options", ask, methods=["POST"])
    pages.add_url_rule("/auth/passkey", "passkey", sign_in, methods=["POST"])
    for path, name, page in (
        ("options", "new_passkey_options", ask_new), ("", "new_passkey", add),
        ("<int:id>/remove", "end_passkey", remove),
    ):  # fmt: skip
        place = f"{PLACE}/passkeys/{path}".rstrip("/")
        pages.add_url_rule(place, name, member(sure(page)), methods=["POST"])


def _asked(question: Question) -> Response:
    answer = Response(json.dumps(question.options), content_type="application/json")
    answer.headers["Cache-Control"] = "no-store"
    return keep(answer, PASSKEY, question.secret, 600)


async def ask() -> Response:
    """What the device is to sign, for whoever is at the door."""
    return _asked(await passkeys.begin(context()))


async def sign_in() -> Response:
    """In, or the door again."""
    sent = await request.form
    goes_to = own_path(sent.get("next"), "")
    try:
        user = await passkeys.sign_in(context(), request.cookies.get(PASSKEY, ""), sent.get("answer", ""))
    except (Unauthorized, Forbidden) as refusal:
        return await form("", goes_to, refusal, "passkeys.wrong")
    return keep(await let_in(user, goes_to), PASSKEY, "", 0)


async def ask_new() -> Response:
    """What a device needs to make a new key."""
    return _asked(await passkeys.begin_new(context(), me().user, me().account))


async def add() -> Response:
    """One more key; with the first, recovery codes."""
    sent, secret = await request.form, request.cookies.get(PASSKEY, "")
    try:
        codes = await passkeys.finish_new(context(), me().user, secret, sent.get("answer", ""), sent.get("name", ""))
    except (Invalid, Unauthorized) as refusal:
        return await account_page(refusal.status, wrong={"passkey": str(t()("passkeys.failed"))})
    return await recovery(codes) if codes else see_other(f"{PLACE}#passkeys")


async def remove(id: int) -> Response:
    """It opens nothing any more."""
    await passkeys.remove(context(), me().user, id)
    return see_other(f"{PLACE}#passkeys")
