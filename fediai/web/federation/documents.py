"""Which of our two faces a visitor wants, and how ActivityStreams documents are answered."""

from collections.abc import Mapping
from typing import Any

import orjson

from activitypub.requests import Headers
from activitypub.requests import Request as SignedRequest
from fediai.web.http import Request, Response

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


def answer(document: Mapping[str, Any], *, status: int = 200, private: bool = False) -> Response:
    """An ActivityStreams document; what is not for everybody stays out of caches."""
    caching = "private, no-store" if private else "public, max-age=30"
    return Response(status, orjson.dumps(document), ACTIVITY, {"Vary": VARY, "Cache-Control": caching})
