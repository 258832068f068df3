"""Mastodon's cursors from the query, and the `Link` header that carries clients to the next page."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from fediai.domain.errors import Invalid
from fediai.domain.statuses import Page
from fediai.web.http import Call

CURSORS = frozenset({"max_id", "since_id", "min_id"})


def page_of(call: Call, default: int = 20, most: int = 40) -> Page:
    """The part of a list that is asked for; a limit out of bounds is clamped, never refused."""
    limit = call.form.whole("limit")
    cursors = {name: _cursor(call, name) for name in CURSORS}
    return Page(limit=min(max(default if limit is None else limit, 1), most), **cursors)


def _cursor(call: Call, name: str) -> int | None:
    """Some clients send an empty or zero cursor for none."""
    try:
        return call.form.whole(name) or None
    except Invalid:
        return None


def link_header(call: Call, ids: Sequence[int], page: Page) -> dict[str, str]:
    """Where the neighbouring pages are, with the other parameters kept; no `next` after the last page."""
    if not ids:
        return {}
    kept = [(k, v) for k, v in parse_qsl(call.request.query, keep_blank_values=True) if k not in CURSORS]
    base = f"{call.ctx.urls.base}{call.request.path}"
    links = [f'<{base}?{urlencode([*kept, ("min_id", max(ids))])}>; rel="prev"']
    if len(ids) >= page.limit:
        links.insert(0, f'<{base}?{urlencode([*kept, ("max_id", min(ids))])}>; rel="next"')
    return {"Link": ", ".join(links)}
