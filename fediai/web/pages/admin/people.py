"""Everybody we know, here and elsewhere, found by name, address or state; who waits stands first."""

import re

from quart import Quart, Response, request

from fediai.services.entry import approvals
from fediai.store.moderation import people
from fediai.web.context import context
from fediai.web.pages.admin import frame
from fediai.web.pages.admin.frame import entry, show
from fediai.web.pages.frame.paging import asked_page, older
from fediai.web.pages.views.people import face

STATES = ("", "pending", "staff", "silenced", "suspended", "disabled")
ORIGINS = ("local", "remote")


def routes(pages: Quart) -> None:
    """Puts the page into the app."""
    frame.room(pages)("/admin/accounts", listed)


async def listed() -> Response:
    """`?q=` names, `@name@host` or an address of e-mail; `?state=`, `?origin=`."""
    ctx, eyes = context(), frame.eyes()
    state = _one_of(STATES, request.args.get("state"))
    origin = _one_of(ORIGINS, request.args.get("origin"))
    text = request.args.get("q", "").strip()[:200]
    async with ctx.db.read() as tx:
        found = await people.page(tx, asked_page(), frozenset(filter(None, (state, origin))), words_of(text))
    waiting = [
        {**face(account, eyes.urls), "email": user.email, "reason": came.reason, "at": eyes.local(came.created_at)}
        for user, account, came in (await approvals.waiting(ctx, 20) if not (state or text) else ())
    ]
    return await show(
        "people", "people", people=[entry(known, eyes) for known in found], waiting=waiting, q=text, state=state,
        origin=origin, states=STATES, origins=ORIGINS, older=older([known.account.id for known in found]),
    )  # fmt: skip


def _one_of(known: tuple[str, ...], text: str | None) -> str:
    return text if text in known else known[0]


def words_of(text: str) -> dict[str, str]:
    """What is looked for: an address of e-mail, a handle, a server, or the beginning of a name."""
    if not text:
        return {}
    bare = text.removeprefix("@")
    name, at, host = bare.partition("@")
    if text.startswith("@") and at:
        return {"username": f"{_plain(name)}%", "by_domain": host.lower()}
    if at:
        return {"email": f"{_plain(bare)}%"}
    if "." in bare:
        return {"by_domain": bare.lower()}
    return {"username": f"{_plain(bare)}%"}


def _plain(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text.lower())
