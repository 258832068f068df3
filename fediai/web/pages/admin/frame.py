"""What these pages share: who may see them, their tabs, how accounts stand in their lists."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial, wraps
from typing import Any

from quart import Quart, Response, request

from fediai.domain.errors import Invalid
from fediai.domain.moderation.sanctions import Sanction, Staff
from fediai.services.moderation.staff import staff
from fediai.store.moderation.people import Known
from fediai.web.pages.frame.shell import lens, render, see_other, t
from fediai.web.pages.frame.visitor import me, member, own_path
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.people import face

TABS = {
    "overview": ("/admin", "moderator"), "reports": ("/admin/reports", "moderator"),
    "people": ("/admin/accounts", "moderator"), "domains": ("/admin/domains", "admin"),
    "record": ("/admin/log", "moderator"),
}  # fmt: skip
MARKS = {
    "suspended": "suspended_at", "limited": "silenced_at", "sensitive": "sensitized_at", "deleted": "deleted_at",
}  # fmt: skip

Page = Callable[..., Awaitable[Response]]


def room(pages: Quart, at_least: str = "moderator") -> Callable[..., None]:
    """Puts pages into the app that only staff may open: `put(address, page, *methods)`."""
    return partial(_put, pages, at_least)


def _put(pages: Quart, at_least: str, address: str, page: Page, *methods: str) -> None:
    @wraps(page)
    async def shown(**words: Any) -> Response:
        staff(me(), at_least)
        return await page(**words)

    name = f"admin {address} {' '.join(methods)}".replace(".", " ")
    pages.add_url_rule(address, name, member(shown), methods=list(methods) or ["GET"])


def by() -> Staff:
    """Who decides."""
    return staff(me())


async def order() -> tuple[str, str]:
    """What the form asks to be done about somebody, and the words that go with it."""
    form = await request.form
    word, words = form.get("sanction", ""), form.get("text", "").strip()
    if word not in {sanction.value for sanction in Sanction}:
        raise Invalid("That is nothing that can be done")
    return word, words


async def show(tab: str, template: str, code: int = 200, /, **values: Any) -> Response:
    """A page with the tabs that this person may open."""
    mine, words = by(), t()
    tabs = [
        {"label": words(f"admin.tabs.{name}"), "href": href, "current": name == tab}
        for name, (href, role) in TABS.items()
        if mine.is_at_least(role)
    ]
    return await render(f"admin/{template}.html", code, tabs=tabs, tab=tab, **values)


async def back(otherwise: str) -> Response:
    """To the page that the form came from."""
    return see_other(own_path((await request.form).get("back"), otherwise))


def entry(known: Known, eyes: Lens) -> dict[str, Any]:
    """An account with what only moderators see."""
    one, user = known.account, known.user
    marks = [name for name, column in MARKS.items() if getattr(one, column) is not None]
    if user is not None:
        stops: Mapping[str, bool] = {
            "disabled": user.disabled_at is not None, "waiting": user.approved_at is None,
            "unconfirmed": user.confirmed_at is None,
        }  # fmt: skip
        marks += [name for name, holds in stops.items() if holds]
    return {
        **face(one, eyes.urls), "since": eyes.local(one.created_at), "local": one.is_local, "marks": marks,
        "page": f"/admin/accounts/{one.id}", "email": user.email if user else None,
        "role": user.role if user else None, "reason": known.reason,
        "address": known.addresses[0][0] if known.addresses else None,
    }  # fmt: skip


def eyes() -> Lens:
    """Through whose eyes."""
    return lens()
