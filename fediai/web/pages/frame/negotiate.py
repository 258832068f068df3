"""Which of our two faces whoever opens a page's address wants."""

from quart import Request


def wants_document(request: Request) -> bool:
    """Names an ActivityPub type and no HTML: the page leads on to the id."""
    accept = request.headers.get("Accept", "").lower()
    return ("activity+json" in accept or "ld+json" in accept) and "text/html" not in accept
