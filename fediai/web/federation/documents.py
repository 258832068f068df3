"""Which of our two faces a visitor wants, and how ActivityStreams documents are answered."""

from collections.abc import Mapping
from functools import wraps
from typing import Any
from urllib.parse import quote

import orjson

from activitypub.requests import Headers
from activitypub.requests import Request as SignedRequest
from fediai.web.http import Call, Request, Response
from fediai.web.router import Handler

ACTIVITY = "application/activity+json; charset=utf-8"
VARY = "Accept, Signature"


def signed(request: Request) -> SignedRequest:
    """The request as it was on the wire, for signatures."""
    return SignedRequest(request.method, request.target, Headers(request.headers), request.body)


def wants_page(request: Request) -> bool:
    """Browsers name HTML and no ActivityPub type; whoever accepts anything gets the document."""
    accept = request.header("accept").lower()
    return "text/html" in accept and "activity+json" not in accept and "ld+json" not in accept


def to_page(url: str) -> Response:
    """People are led to the page."""
    return Response(302, headers={"Location": url, "Vary": VARY})


def or_page(handler: Handler) -> Handler:
    """A document below `/users/:name` for servers; people are led to the post or the profile that it belongs to.

    Before anybody asks who reads: a browser signs nothing, and it is for the page to say who may see it.
    """

    @wraps(handler)
    async def either(call: Call) -> Response:
        if not wants_page(call.request):
            return await handler(call)
        page = f"{call.ctx.urls.base}/@{quote(call.path['name'])}"
        is_post = call.request.path.startswith(f"/users/{call.path['name']}/statuses/")
        return to_page(f"{page}/{quote(call.path['id'], safe='')}" if is_post else page)

    return either


def answer(document: Mapping[str, Any], *, status: int = 200, private: bool = False) -> Response:
    """An ActivityStreams document; what is not for everybody stays out of caches."""
    caching = "private, no-store" if private else "public, max-age=30"
    return Response(status, orjson.dumps(document), ACTIVITY, {"Vary": VARY, "Cache-Control": caching})
