"""What every page shares: its words, its addresses, who looks at it, its security headers, its errors."""

import logging
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from quart import Quart, Response, render_template, request
from werkzeug.exceptions import HTTPException

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import DomainError
from fediai.domain.notifications import NotificationType
from fediai.services import notifications
from fediai.store import instance_settings
from fediai.web.context import context
from fediai.web.mastodon.entities.account import picture
from fediai.web.pages.catalogue import LANGUAGES, Words, best_language, words
from fediai.web.pages.visitor import Visitor, recognise, remember, visitor
from fediai.web.static_files import asset

log = logging.getLogger(__name__)


def install(pages: Quart, ctx: Context) -> None:
    """The page app with everything that its pages count on."""
    pages.jinja_options = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
    pages.config["MAX_CONTENT_LENGTH"] = 1_048_576
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
    "Vary": "Cookie, Accept-Language",
}


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


async def shared() -> dict[str, Any]:
    """The globals of the templates, as their README lists them."""
    ctx, who = context(), visitor()
    lang = language(who)
    async with ctx.db.read() as tx:
        chosen = await instance_settings.every(tx)
        unread = await notifications.unread(tx, who.viewer, list(NotificationType)) if who.viewer else 0
    configured = ctx.settings.instance
    rules = chosen.get("rules") or []
    return {
        "t": words(lang),
        "asset": asset,
        "csrf": lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(who.csrf),
        "lang": lang,
        "theme": who.viewer.user.preferences.get("theme", "auto") if who.viewer else "auto",
        "instance": {
            "title": chosen.get("title") or configured.title,
            "domain": configured.domain,
            "rule": rules[0] if rules else None,
            "registrations": ctx.settings.accounts.registrations,
        },
        "viewer": face(who.viewer.account) if who.viewer else None,
        "now": ctx.clock(),
        "path": request.full_path.removesuffix("?"),
        "unread": unread,
        **dict.fromkeys(("here", "queue", "older", "end", "door_picture"), None),
        **dict.fromkeys(("polling", "whole"), False),
    }


def language(who: Visitor) -> str:
    """The person's choice, the browser's cookie, the browser's wish, the house's own: in this order."""
    chosen = who.viewer.user.locale if who.viewer else ""
    cookie = request.cookies.get("fediai_lang", "")
    for lang in (chosen, cookie):
        if lang in LANGUAGES:
            return lang
    return best_language(request.headers.get("Accept-Language", ""), context().settings.instance.language)


def t() -> Words:
    """The words of whoever asks for this page."""
    return words(language(visitor()))


def face(account: Account) -> dict[str, Any]:
    """An account as the templates read it."""
    urls = context().urls
    has_picture = bool(account.avatar_file or account.avatar_remote_url)
    return {
        "id": account.id,
        "name": account.display_name or account.username,
        "username": account.username,
        "acct": account.acct,
        "url": f"/@{account.acct}",
        "avatar": picture(account, "avatar", urls) if has_picture else None,
    }


def see_other(location: str) -> Response:
    """On to another address, exactly as given: apps register odd ones, and nobody may normalise them."""
    return Response(b"", 303, headers={"Location": location, "Cache-Control": "no-store"})


async def error_page(error: Exception) -> Response:
    """What went wrong, as a page; a bug is logged with its trace and not shown."""
    if isinstance(error, DomainError):
        page = await render("error.html", error.status, status=error.status, sentence=error.sentence, request_id=None)
        if error.retry_after is not None:
            page.headers["Retry-After"] = str(error.retry_after)
        return page
    if isinstance(error, HTTPException):
        status = error.code or 500
    else:
        log.error("on the page %s", request.path, exc_info=error)
        status = 500
    return await render("error.html", status, status=status, sentence=None, request_id=None)
