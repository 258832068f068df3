"""What every page shares: its words, its addresses, who looks at it, its security headers, its errors."""

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from jinja2 import StrictUndefined
from markupsafe import Markup
from quart import Quart, Response, render_template, request
from werkzeug.exceptions import HTTPException

from fediai.context import Context
from fediai.domain import sentences
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import DomainError
from fediai.domain.people.notifications import NotificationType
from fediai.domain.people.oauth import InvalidClient, InvalidRedirect
from fediai.domain.statuses import Page
from fediai.services.people import choices, notifications
from fediai.services.pictures import studio
from fediai.store import instance_settings
from fediai.store.database import Transaction
from fediai.web.context import context, hub
from fediai.web.files.reservations import OPEN, RESERVED
from fediai.web.files.static_files import asset
from fediai.web.languages import LANGUAGES, best_language
from fediai.web.pages.frame.catalogue import Words, words
from fediai.web.pages.frame.paging import Id
from fediai.web.pages.frame.uploads import request_class
from fediai.web.pages.frame.visitor import LANGUAGE, Visitor, recognise, remember, visitor
from fediai.web.pages.views import people
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.rows import chip

log = logging.getLogger(__name__)


def install(pages: Quart, ctx: Context) -> None:
    """The page app with everything that its pages count on."""
    pages.jinja_options = {
        "autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined,
    }  # fmt: skip
    pages.url_map.converters["int"] = Id
    pages.request_class = request_class(4 * ctx.settings.media.image_size_limit)
    pages.before_request(recognise)
    pages.after_request(remember)
    policy = content_policy(ctx)

    @pages.after_request
    async def protect(response: Response) -> Response:
        """A page may say less than this, never more by accident."""
        response.headers.setdefault("Content-Security-Policy", f"{policy}; form-action 'self'")
        for name, value in PROTECTION.items():
            response.headers.setdefault(name, value)
        return response

    pages.register_error_handler(Exception, error_page)


PROTECTION = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Vary": "Accept, Cookie, Accept-Language, HX-Request",
    # What robots.txt asks of those who come, said once more to those who were led straight here.
    **RESERVED,
}
RECENT = timedelta(days=1)  # older paintings are no news for the chip
MOST_COUNTED = 100  # unread notifications


def content_policy(ctx: Context) -> str:
    """Everything from here, pictures also from the media host; nobody may frame us."""
    media = urlsplit(ctx.settings.media_base)
    elsewhere = f" {media.scheme}://{media.netloc}" if ctx.settings.media.public_url else ""
    return (
        f"default-src 'self'; img-src 'self' data:{elsewhere}; style-src 'self'; script-src 'self'; "
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


async def render(template: str, code: int = 200, /, **values: Any) -> Response:
    """The page with what every page reads; `values` win."""
    text = await render_template(template, **{**await shared(), **values})
    return Response(text, code, content_type="text/html; charset=utf-8")


def opened(page: Response, account: Account) -> Response:
    """The page of somebody whose posts machines may learn from does not refuse it."""
    if account.is_local and account.may_learn:
        page.headers.update(OPEN)
    return page


async def shared() -> dict[str, Any]:
    """The globals of the templates, as their README lists them."""
    ctx, who = context(), visitor()
    eyes = lens()
    async with ctx.db.read() as tx:
        chosen = await instance_settings.every(tx)
        news = await _news(tx, who.viewer, eyes) if who.viewer else {"unread": 0, "queue": None}
    configured = ctx.settings.instance
    return {
        "t": eyes.t,
        "asset": asset,
        "csrf": lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(who.csrf),
        "lang": language(who),
        "theme": choices.theme(who.viewer.user if who.viewer else None),
        "instance": {
            "title": chosen.get("title") or configured.title,
            "domain": configured.domain,
            "rule": chosen.get("description") or configured.description,
            "registrations": ctx.settings.accounts.registrations,
            "letters": bool(ctx.settings.email.server),
        },
        "viewer": face(who.viewer.account) if who.viewer else None,
        "now": eyes.local(eyes.now),
        "path": request.full_path.removesuffix("?"),
        **news,
        **dict.fromkeys(("here", "older", "end", "door_picture"), None),
        **dict.fromkeys(("polling", "whole", "learnable"), False),
    }


async def _news(tx: Transaction, viewer: Viewer, eyes: Lens) -> dict[str, Any]:
    """What the shell tells of on every page: unread notifications, and how the painting goes."""
    ctx, account = context(), viewer.account
    unread = await notifications.unread(tx, viewer, list(NotificationType), MOST_COUNTED)
    latest = await studio.rows(ctx, tx, account, Page(limit=6))
    recent = [one for one in latest if one.generation.created_at > eyes.now - RECENT]
    queue = chip(recent, await studio.queue(ctx, tx), hub(), eyes) if recent else None
    return {"unread": unread, "queue": queue}


def lens(lifted: int = 0) -> Lens:
    """Through whose eyes this page is made; `lifted` is the status whose veil was lifted."""
    ctx, viewer = context(), visitor().viewer
    return Lens(
        urls=ctx.urls, t=t(), lang=language(visitor()), zone=ctx.settings.zone, now=ctx.clock(),
        viewer=viewer.account if viewer else None,
        ai=choices.ai_pictures(viewer.user if viewer else None), lifted=lifted,
    )  # fmt: skip


def language(who: Visitor) -> str:
    """The person's choice, the browser's cookie, the browser's wish, the house's own: in this order."""
    chosen = who.viewer.user.locale if who.viewer else ""
    cookie = request.cookies.get(LANGUAGE, "")
    for lang in (chosen, cookie):
        if lang in LANGUAGES:
            return lang
    return best_language(request.headers.get("Accept-Language", ""), context().settings.instance.language)


def t() -> Words:
    """The words of whoever asks for this page."""
    return words(language(visitor()))


def told(error: DomainError) -> str:
    """What a service refuses with, in the words of whoever asks for this page."""
    lang = language(visitor())
    return sentences.told(error, lang).removeprefix(sentences.in_language(sentences.FAILED, lang))


def face(account: Account) -> dict[str, Any]:
    """An account as the templates read it."""
    return people.face(account, context().urls)


def see_other(location: str) -> Response:
    """On to another address, exactly as given: apps register odd ones, and nobody may normalise them."""
    return Response(b"", 303, headers={"Location": location, "Cache-Control": "no-store"})


async def error_page(error: Exception) -> Response:
    """What went wrong, as a page; a bug is logged with its trace and not shown."""
    if isinstance(error, DomainError):
        sentence = told(error) if error.sentence != error.safe else None  # else the page has words of its own
        about = "app" if isinstance(error, InvalidClient | InvalidRedirect) else None
        page = await render(
            "error.html", error.status, status=error.status, sentence=sentence, about=about, request_id=None
        )
        if error.retry_after is not None:
            page.headers["Retry-After"] = str(error.retry_after)
        return page
    if isinstance(error, HTTPException):
        status = error.code or 500
    else:
        log.error("on the page %s", request.path, exc_info=error)
        status = 500
    return await render("error.html", status, status=status, sentence=None, about=None, request_id=None)
