"""https://docs.joinmastodon.org/methods/oembed/ — a post of ours as other sites may show it."""

import html
import re
from typing import Any

from fediai.domain import text
from fediai.domain.errors import NotFound
from fediai.domain.statuses import StatusView
from fediai.domain.urls import Urls
from fediai.domain.visibility import OPEN as OPEN_TO_ALL
from fediai.services.posts import views
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.media_attachment import media_attachment
from fediai.web.router import OPEN, Route

WIDTH, NARROWEST, LONGEST_TITLE = 400, 220, 100
_PAGE = re.compile(r"/(?:@[^/]+|users/[^/]+/statuses)/(\d{1,18})/?(?:[?#].*)?")


async def show(call: Call) -> Response:
    """`url` is a post's page or its id; only what everybody may see, and only ours."""
    url, base = call.form.text("url") or "", call.ctx.urls.base
    found = _PAGE.fullmatch(url.removeprefix(base)) if url.startswith(f"{base}/") else None
    if found is None:
        raise NotFound
    async with call.ctx.db.read() as tx:
        status = await views.visible(call.ctx, tx, None, int(found[1]))
        view = await views.view(call.ctx, tx, None, status)
    if status.visibility not in OPEN_TO_ALL or not status.local or status.reblog_of_id is not None:
        raise NotFound
    width, height = call.form.whole("maxwidth") or WIDTH, call.form.whole("maxheight")
    return json_response(oembed(view, call.ctx.urls, call.ctx.settings.instance.title, (width, height)))


def oembed(view: StatusView, urls: Urls, title: str, room: tuple[int, int | None]) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/OEmbedResponse/"""
    by, words = view.account, text.plain(view.status.content)
    width = max(min(room[0], WIDTH), NARROWEST)
    return {
        "type": "rich",
        "version": "1.0",
        "title": text.one_line(f"{by.display_name or by.username}: {words}", LONGEST_TITLE),
        "author_name": by.display_name or by.username,
        "author_url": by.url,
        "provider_name": title,
        "provider_url": f"{urls.base}/",
        "cache_age": 86_400,
        "html": _quotation(view, urls, width),
        "width": width,
        "height": None,
    }


def _quotation(view: StatusView, urls: Urls, width: int) -> str:
    """A quotation that needs no script and no frame; behind a warning only the warning is told."""
    one, by = view.status, view.account
    link = html.escape(one.url or one.uri)
    words = html.escape(one.spoiler_text or text.plain(one.content))
    pictures = [] if one.spoiler_text or one.sensitive else [media_attachment(file, urls) for file in view.media]
    images = "".join(
        f'<a href="{link}"><img src="{html.escape(str(file["preview_url"]))}" '
        f'alt="{html.escape(file["description"] or "")}" style="max-width:100%"></a>'
        for file in pictures
        if file["preview_url"]
    )
    name = html.escape(f"{by.display_name or by.username} (@{by.username}@{urls.domain})")
    said = f'{images}<p>{words}</p><a href="{link}">{name}</a>'
    return f'<blockquote cite="{link}" style="max-width:{width}px">{said}</blockquote>'


ROUTES = (Route("GET", "/api/oembed", show, OPEN),)
