"""From one page of a list to the next: `?max_id=`, as in the client API."""

from collections.abc import Sequence
from urllib.parse import urlencode

from quart import request
from werkzeug.routing import IntegerConverter

from fediai.domain.statuses import Page

LIMIT = 20


class Id(IntegerConverter):
    """`<int:id>` in the path of a page: a number beyond what a database holds names nothing, and is not found."""

    regex = "[0-9]{1,18}"


def asked_page(limit: int = LIMIT) -> Page:
    """The part of a list that the address names; what is no id is the beginning."""
    return Page(limit=limit, max_id=number(request.args.get("max_id")))


def number(text: str | None) -> int | None:
    """An id from an address or a form."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def older(ids: Sequence[int], limit: int = LIMIT) -> str | None:
    """The address of the next page; None where this one is the last."""
    if len(ids) < limit:
        return None
    kept = {name: value for name, value in request.args.items() if name != "max_id"}
    return f"{request.path}?{urlencode({**kept, 'max_id': ids[-1]})}"
