"""How one signs in: password, second step, invitations; shown to whoever has just proved who they are."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from quart import Quart, Response, request

from fediai.domain.errors import DomainError, Invalid, Unauthorized
from fediai.domain.people.logins import Unfit
from fediai.services.entry import invites, one_time, passkeys, second_steps
from fediai.services.people import sessions, users
from fediai.web.context import context
from fediai.web.pages.entry.pictures import qr
from fediai.web.pages.frame.shell import lens, render, see_other, t, told
from fediai.web.pages.frame.visitor import SESSION, SURE, address, keep, me, member

PLACE = "/settings/account"
Page = Callable[..., Awaitable[Response]]


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule(PLACE, "account", member(sure(show)), methods=["GET"])
    pages.add_url_rule(f"{PLACE}/sure", "account_sure", member(prove), methods=["POST"])
    for name, page in DEEDS.items():
        pages.add_url_rule(f"{PLACE}/{name}", f"account_{name}", member(sure(page)), methods=["POST"])
    revoke = member(sure(revoke_invite))
    pages.add_url_rule(f"{PLACE}/invites/<code>/revoke", "revoke_invite", revoke, methods=["POST"])


def sure(page: Page) -> Page:
    """A page for whoever has shown their password within the last minutes: a browser left open is not enough."""

    @wraps(page)
    async def shown(**words: Any) -> Response:
        if await second_steps.is_sure(context(), me().user, request.cookies.get(SURE, "")):
            return await page(**words)
        return await _ask()

    return shown


async def _ask(refusal: DomainError | None = None) -> Response:
    wrong = None
    if refusal is not None:
        wrong = t()("account.sure.wrong") if isinstance(refusal, Unauthorized) else told(refusal)
    return await _private("sure.html", refusal.status if refusal else 200, wrong=wrong)


async def _private(template: str, code: int = 200, /, **values: Any) -> Response:
    page = await render(template, code, **values)
    page.headers["Cache-Control"] = "no-store"
    return page


async def prove() -> Response:
    """The password once more."""
    password = (await request.form).get("password", "")
    try:
        user = await sessions.authenticate(context(), me().account.username, password, address())
    except DomainError as refusal:
        return await _ask(refusal)
    return keep(see_other(PLACE), SURE, await second_steps.be_sure(context(), user), 1200)


async def show() -> Response:
    """Everything as it is now."""
    return await account_page(saved=request.args.get("saved", ""))


async def account_page(code: int = 200, *, saved: str = "", wrong: dict[str, str] | None = None) -> Response:
    """Everything as it is now, with what could not be."""
    ctx, user, eyes = context(), me().user, lens()
    now = ctx.clock()
    return await _private(
        "account.html", code, here="settings", saved=saved if saved in SAVED else "",
        wrong={**NOTHING_WRONG, **(wrong or {})},
        email=user.email, ways=await second_steps.ways(ctx, user), may_invite=invites.may_invite(ctx, user),
        invites=[
            {"code": one.code, "uses": one.uses, "of": one.most_uses, "opens": one.opens(now),
             "until": eyes.local(one.expires_at) if one.expires_at else None}
            for one in await invites.of_user(ctx, user)
        ],
        base=ctx.urls.base,
        passkeys=[
            {"id": one.id, "name": one.name or t()("passkeys.nameless"), "since": eyes.local(one.created_at),
             "at": eyes.local(one.used_at) if one.used_at else None}
            for one in await passkeys.of_user(ctx, user)
        ],
    )  # fmt: skip


async def change_password() -> Response:
    """A new one; every other browser is signed out."""
    ctx, user = context(), me().user
    try:
        await users.set_password(ctx, user, (await request.form).get("new_password", ""))
    except Unfit as refusal:
        fault = refusal.details["password"].code.removeprefix("ERR_").lower()
        return await account_page(422, wrong={"password": str(t()(f"signup.wrong.password.{fault}"))})
    here = await sessions.session_of(ctx, request.cookies.get(SESSION, ""))
    await sessions.revoke_others(ctx, user, here[1].id if here else 0)
    return see_other(f"{PLACE}?saved=password")


async def begin_codes() -> Response:
    """A secret for a device, as a picture and in letters."""
    try:
        secret = await one_time.begin(context(), me().user)
    except Invalid:
        return see_other(PLACE)
    return await _codes(secret)


async def _codes(secret: str, code: int = 200, wrong: str | None = None) -> Response:
    picture = qr(one_time.address_of(context(), me().account, secret))
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return await _private("codes.html", code, picture=picture, secret=secret, groups=groups, wrong=wrong)


async def confirm_codes() -> Response:
    """The first code proves that the device has it; the same picture again if it does not fit."""
    form = await request.form
    try:
        codes = await one_time.confirm(context(), me().user, form.get("code", ""))
    except Invalid as refusal:
        secret = await one_time.unconfirmed(context(), me().user)
        if secret is None:
            return see_other(PLACE)
        return await _codes(secret, refusal.status, str(t()("second.wrong")))
    return await recovery(codes) if codes else see_other(PLACE)


async def recovery(codes: list[str]) -> Response:
    """The codes, this once."""
    return await _private("recovery.html", codes=codes)


async def end_codes() -> Response:
    """No codes by the clock any more."""
    await one_time.turn_off(context(), me().user)
    return see_other(f"{PLACE}?saved=codes_off")


async def renew_recovery() -> Response:
    """New recovery codes, shown this once."""
    if not (await second_steps.ways(context(), me().user)).any:
        return see_other(PLACE)
    return await recovery(await one_time.renew_recovery_codes(context(), me().user))


async def new_invite() -> Response:
    """One more person, or several, may come in."""
    form = await request.form
    try:
        await invites.create(context(), me().user, _number(form.get("uses", "")), _number(form.get("days", "")))
    except DomainError as refusal:
        return await account_page(refusal.status, wrong={"invite": told(refusal)})
    return see_other(f"{PLACE}#invites")


def _number(text: str) -> int | None:
    """None for an empty field; what is no number is refused as one that is too small."""
    if not text.strip():
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


async def revoke_invite(code: str) -> Response:
    """It lets nobody in any more."""
    await invites.revoke(context(), code, me().user)
    return see_other(f"{PLACE}#invites")


NOTHING_WRONG: dict[str, str | None] = {"password": None, "invite": None, "passkey": None}
SAVED = ("password", "codes_off")
DEEDS: dict[str, Page] = {
    "password": change_password,
    "codes": begin_codes,
    "codes/confirm": confirm_codes,
    "codes/off": end_codes,
    "recovery": renew_recovery,
    "invites": new_invite,
}
