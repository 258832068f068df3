"""Mastodon's paging: cursors from the query, and Link headers that lead on with the same parameters."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode

from fediai.domain.statuses import Page
from fediai.web.http import Call, Response, json_response

CURSORS = ("max_id", "since_id", "min_id")
LEFT_OUT = frozenset({*CURSORS, "access_token"})
TOP = 2**63 - 1


def page_of(call: Call, default: int = 20, most: int = 40) -> Page:
    """The page that is asked for; a limit too large is cut, not refused."""
    limit = call.form.whole("limit")
    return Page(min(max(default if limit is None else limit, 1), most), *(_cursor(call, name) for name in CURSORS))


def _cursor(call: Call, name: str) -> int | None:
    """Clients send ids that are none (an empty one, a group's key): those are no cursor."""
    text = (call.form.text(name) or "").strip()
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:19]), TOP)


def link_header(call: Call, cursors: Sequence[int], page: Page | None = None) -> dict[str, str]:
    """`next` leads to older ones unless this page was not full, `prev` to newer ones; empty pages lead nowhere."""
    if not cursors:
        return {}
    here = _address(call)
    links = [f'<{here}min_id={max(cursors)}>; rel="prev"']
    if page is None or len(cursors) >= page.limit:
        links.insert(0, f'<{here}max_id={min(cursors)}>; rel="next"')
    return {"Link": ", ".join(links)}


def _address(call: Call) -> str:
    """Of the same page, up to where a cursor is named."""
    asked = parse_qsl(call.request.query, keep_blank_values=True)
    kept = [(name, value) for name, value in asked if name not in LEFT_OUT]
    return f"{call.ctx.urls.base}{call.request.path}?{urlencode(kept)}{'&' if kept else ''}"


def paged_response(call: Call, shown: Sequence[object], cursors: Sequence[int], page: Page) -> Response:
    """A list with its way on; `cursors` are the ids by which it is paged."""
    return json_response(shown, headers=link_header(call, cursors, page))
