"""Who looks at a page: the session cookie becomes a viewer, and every form proves that it came from us."""

import hmac
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from quart import Response, abort, g, request

from fediai.domain.accounts import Viewer
from fediai.domain.errors import TooMany, Unauthorized
from fediai.services.people import sessions
from fediai.web.context import context
from fediai.web.http import request_of
from fediai.web.pages.frame.uploads import FOR_PICTURES

SESSION, GUEST, LANGUAGE = "fediai_session", "fediai_guest", "fediai_lang"
STEP, SURE, PASSKEY = "fediai_step", "fediai_sure", "fediai_passkey"
FORMS_A_MINUTE = 60
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """`csrf` stands in every form: of the session, or for guests of a cookie that lasts as long as the browser."""

    viewer: Viewer | None
    csrf: str
    is_new: bool = False


async def recognise() -> None:
    """Before every page: who is it; and a form without our token changes nothing."""
    g.visitor = await _visitor(request.cookies.get(SESSION, ""), request.cookies.get(GUEST, ""))
    if request.method not in SAFE:
        _slow_down()
        if g.visitor.viewer is None and request.path in FOR_PICTURES:
            abort(403)  # whoever is not signed in brings none, and is not listened to
        sent = (await request.form).get("csrf", "")
        if g.visitor.is_new or not hmac.compare_digest(sent.encode(), g.visitor.csrf.encode()):
            abort(403)


def _slow_down() -> None:
    """Nobody presses a button every second for a minute: what does is no person."""
    ctx = context()
    if ctx.settings.limits.enabled and ctx.far.counted(f"forms from {address()}", ctx.clock()) > FORMS_A_MINUTE:
        raise TooMany(retry_after=60)


def address() -> str:
    """Where the request comes from, as a proxy that we trust says."""
    trusted = frozenset(context().settings.server.trusted_proxies)
    return request_of(request.scope, b"", trusted).client


async def _visitor(session: str, guest: str) -> Visitor:
    found = await sessions.viewer_of_session(context(), session) if session else None
    if found is not None:
        return Visitor(*found)
    return Visitor(None, guest, False) if len(guest) >= 32 else Visitor(None, secrets.token_urlsafe(24), True)


Page = Callable[..., Awaitable[Response]]


def member(page: Page) -> Page:
    """A page for whoever is signed in; others sign in first and come back to it."""

    @wraps(page)
    async def shown(**words: Any) -> Response:
        if visitor().viewer is not None:
            return await page(**words)
        back = request.full_path.removesuffix("?") if request.method in SAFE else "/home"
        return Response(b"", 303, headers={"Location": "/auth/sign_in?" + urlencode({"next": back})})

    return shown


def me() -> Viewer:
    """Who is signed in."""
    viewer = visitor().viewer
    if viewer is None:
        raise Unauthorized
    return viewer


def visitor() -> Visitor:
    """Whoever asks for this page."""
    found: Visitor = g.visitor
    return found


def remember(response: Response) -> Response:
    """A new guest gets the cookie that their forms will be compared with."""
    found: Visitor | None = g.get("visitor")
    if found is not None and found.is_new and found.viewer is None:
        _set(response, GUEST, found.csrf, None)
    return response


def begin(response: Response, token: str) -> Response:
    """The browser is signed in from now on."""
    _set(response, SESSION, token, context().settings.accounts.session_days * 86_400)
    return response


def end(response: Response) -> Response:
    """The browser forgets who it was."""
    _set(response, SESSION, "", 0)
    return response


def keep(response: Response, name: str, value: str, seconds: int) -> Response:
    """A cookie for something that is finished within minutes; gone with an empty value."""
    _set(response, name, value, seconds if value else 0)
    return response


def remember_language(response: Response, lang: str) -> Response:
    """What a guest has chosen to read, for a year."""
    _set(response, LANGUAGE, lang, 365 * 86_400)
    return response


def _set(response: Response, name: str, value: str, seconds: int | None) -> None:
    secure = context().settings.instance.scheme == "https"
    response.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="Lax", secure=secure)


def own_path(text: str | None, otherwise: str) -> str:
    """A path of ours to go to; anything that a browser could read as another site is not believed."""
    if not text or not text.startswith("/") or text.startswith(("//", "/\\")) or not text.isprintable():
        return otherwise
    return text if text.isascii() else otherwise
