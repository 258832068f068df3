"""Making an account in a browser, as far as registrations are open."""

from collections.abc import Mapping

from quart import Quart, Response, request

from fediai.domain.accounts import User
from fediai.domain.errors import Forbidden, TooMany
from fediai.domain.people.joining import Applicant
from fediai.domain.people.logins import Fault, Unfit, in_order
from fediai.services import house
from fediai.services.entry import registering
from fediai.services.people import sessions
from fediai.web.context import context
from fediai.web.pages.entry.door import door_picture
from fediai.web.pages.frame.shell import language, render, see_other, t, told
from fediai.web.pages.frame.visitor import address, begin, visitor

FIRST_PAGE = "/studio"
TYPED = ("username", "email", "reason", "invite")


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/auth/sign_up", "sign_up", show, methods=["GET"])
    pages.add_url_rule("/auth/sign_up", "sign_up_now", sign_up, methods=["POST"])


async def show() -> Response:
    """The form, or the sentence that nobody can come in at the moment."""
    return await _form({"invite": request.args.get("invite", "")[:64]}, {})


async def _form(typed: Mapping[str, str], wrong: Mapping[str, str], status: int = 200) -> Response:
    async with context().db.read() as tx:
        rules = await house.rules_said(tx)
    page = await render(
        "signup.html",
        status,
        rules=rules,
        typed={name: typed.get(name, "") for name in TYPED},
        wrong={name: wrong.get(name) for name in (*TYPED, "password", "form")},
        door_picture=await door_picture(),
    )
    page.headers["Cache-Control"] = "no-store"
    return page


async def sign_up() -> Response:
    """Signed in at once, or a word of thanks while somebody decides; the form again when something can't be."""
    form = await request.form
    if not form.get("agreement"):
        return await _form(form, {"form": t()("signup.agree")}, 422)
    try:
        account, user = await registering.sign_up(context(), _applicant(form))
    except Unfit as refusal:
        return await _form(form, {field: _sentence(field, fault) for field, fault in refusal.details.items()}, 422)
    except (Forbidden, TooMany) as refusal:
        return await _form(form, {"form": told(refusal)}, refusal.status)
    if not in_order(user, account):
        return await _thanks(account.username, user)
    token = await sessions.open_for(context(), user, request.headers.get("User-Agent", ""), address())
    return begin(see_other(FIRST_PAGE), token)


def _applicant(form: Mapping[str, str]) -> Applicant:
    return Applicant(
        username=form.get("username", "").strip(), email=form.get("email", ""), password=form.get("password", ""),
        reason=form.get("reason", "").replace("\r\n", "\n"), invite=form.get("invite", ""),
        locale=language(visitor()), address=address(),
    )  # fmt: skip


def _sentence(field: str, fault: Fault) -> str:
    """In the page's own language."""
    return t()(f"signup.wrong.{field}.{fault.code.removeprefix('ERR_').lower()}")


async def _thanks(username: str, user: User) -> Response:
    """A letter is on its way, or somebody has to say yes first: the sign-in form with a sentence that says so."""
    house = context().settings.instance.title
    waits = user.confirmed_at is not None
    sentence = t()("signup.how.approval", house=house) if waits else t()("letter.on_its_way", email=user.email)
    return await render("signin.html", who=username, next="", wrong=sentence, app=None)
