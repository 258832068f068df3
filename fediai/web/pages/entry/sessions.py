"""Where one is signed in: every browser and every app, since when and from about where, each with its end."""

from typing import Any

from quart import Quart, Response, request

from fediai.domain.people.addresses import coarse
from fediai.services.people import choices, sessions
from fediai.store.people.grants import Granted
from fediai.store.people.sessions import Session
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens, render, see_other, t
from fediai.web.pages.frame.visitor import SESSION, me, member

PLACE = "/settings/sessions"
BROWSERS = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chromium", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS X", "Linux")
NAMES = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung Internet", "Mac OS X": "macOS"}
SCOPES = ("read", "write", "follow", "push")


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule(PLACE, "sessions", member(show), methods=["GET"])
    pages.add_url_rule(f"{PLACE}/<int:id>/revoke", "end_session", member(end_session), methods=["POST"])
    pages.add_url_rule(f"{PLACE}/others", "end_others", member(end_others), methods=["POST"])
    pages.add_url_rule("/settings/apps/<int:id>/revoke", "revoke_app", member(revoke_app), methods=["POST"])


async def show() -> Response:
    """All of them, the last used first."""
    ctx, user = context(), me().user
    here = await _here()
    page = await render(
        "sessions.html",
        here="settings",
        browsers=[_browser(one, here) for one in await sessions.all_of(ctx, user)],
        apps=[_app(one) for one in await choices.apps(ctx, user)],
    )
    page.headers["Cache-Control"] = "no-store"
    return page


async def _here() -> int:
    found = await sessions.session_of(context(), request.cookies.get(SESSION, ""))
    return found[1].id if found else 0


def _browser(one: Session, here: int) -> dict[str, Any]:
    eyes = lens()
    return {
        "id": one.id, "what": browser(one.user_agent) or t()("sessions.some_browser"), "here": one.id == here,
        "since": eyes.local(one.created_at), "at": eyes.local(one.seen_at), "where": coarse(one.address),
    }  # fmt: skip


def _app(one: Granted) -> dict[str, Any]:
    eyes = lens()
    return {
        "id": one.token_id, "what": one.name or t()("sessions.command"), "scopes": _scopes(one.scopes),
        "since": eyes.local(one.created_at), "at": eyes.local(one.used_at) if one.used_at else None,
        "where": one.address, "here": False,
    }  # fmt: skip


def browser(user_agent: str) -> str:
    """`Firefox · Linux`, as far as it can be told; "" for what says nothing."""
    found = [next((name for name in names if name in user_agent), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(NAMES.get(name, name) for name in found if name)


def _scopes(scopes: str) -> str:
    words, wide = t(), {one.partition(":")[0] for one in scopes.split()}
    return " · ".join(str(words(f"settings.may.{one}")) for one in SCOPES if one in wide)


async def end_session(id: int) -> Response:
    """That browser is signed out."""
    await sessions.revoke(context(), me().user, id)
    return see_other(PLACE)


async def end_others() -> Response:
    """Every browser but this one is signed out."""
    await sessions.revoke_others(context(), me().user, await _here())
    return see_other(PLACE)


async def revoke_app(id: int) -> Response:
    """The app may do nothing any more."""
    await choices.take_back(context(), me().user, id)
    return see_other(f"{PLACE}#apps")
