"""Browser clients live on other origins: what the API, discovery and files allow them to read."""

PREFIXES = ("/api/", "/oauth/", "/.well-known/", "/nodeinfo/", "/users/", "/@", "/media/", "/static/", "/actor", "/v1/")
EXPOSED = "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id, Retry-After"
ALWAYS = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", EXPOSED.encode()),
)
METHODS = b"GET, POST, PUT, PATCH, DELETE, OPTIONS, HEAD"


def applies(path: str) -> bool:
    """No cookie is ever honoured on these paths, so any origin may read them. Consent pages are not among them."""
    return path.startswith(PREFIXES) and not path.startswith("/oauth/authorize")


def preflight(requested: str) -> list[tuple[bytes, bytes]]:
    """What a browser asks before it dares: any header, our methods, good for a day."""
    return [
        *ALWAYS,
        (b"access-control-allow-methods", METHODS),
        (b"access-control-allow-headers", requested.encode("latin-1") or b"Authorization, Content-Type"),
        (b"access-control-max-age", b"86400"),
    ]
