"""Which URLs we touch, and when two of them belong to the same owner (FEP-fe34: the origin decides)."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

URL_LIMIT = 2048
DEFAULT_PORTS = {"http": 80, "https": 443}

# urlsplit silently drops tabs and newlines and reads a backslash as an ordinary letter, where other
# parsers read a slash: whoever checks and whoever connects could then see two different hosts.
FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def safe_url(value: object) -> str | None:
    """The URL itself if it is http(s) with a host, without credentials and control characters."""
    if not isinstance(value, str) or len(value) > URL_LIMIT:
        return None
    return value if origin_of(value) else None


@lru_cache(maxsize=4096)
def origin_of(url: str) -> str | None:
    """Scheme, host and port in their one spelling: `https://art.example`, `http://127.0.0.1:8080`."""
    parts = split(url)
    if parts is None:
        return None
    host = ascii_host(parts.hostname or "")
    if not host:
        return None
    shown = f"[{host}]" if ":" in host else host
    port = parts.port
    usual = port is None or port == DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{shown}" if usual else f"{parts.scheme}://{shown}:{port}"


def split(url: str) -> SplitResult | None:
    """The parts of an http(s) URL, if every part of it can be read at all."""
    if len(url) > URL_LIMIT or FORBIDDEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        readable = parts.port is None or parts.port > 0  # `port` raises for "a" and for 99999
    except ValueError:
        return None
    plain = parts.scheme in DEFAULT_PORTS and "@" not in parts.netloc
    return parts if plain and readable else None


HOST = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")


def ascii_host(host: str) -> str | None:
    """The host in lower-case ASCII, or nothing if it cannot be one."""
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    name = name.lower()
    return name if len(name) <= 253 and HOST.fullmatch(name) else None


def host_of(url: str) -> str | None:
    """Host, with its port if that is unusual: the form in which handles and peers are named."""
    origin = origin_of(url)
    return origin.partition("://")[2] if origin else None


def same_origin(a: object, b: object) -> bool:
    """May one of the two speak for the other? Only with the same scheme, host and port."""
    if not isinstance(a, str) or not isinstance(b, str):
        return False
    origin = origin_of(a)
    return origin is not None and origin == origin_of(b)


def without_fragment(url: str) -> str:
    """The address under which a document with this id can be asked for."""
    return url.partition("#")[0]


def same_id(a: str, b: str) -> bool:
    """Do both name one document? The host's case and default port do not matter, the path does."""
    return same_origin(a, b) and path_of(a) == path_of(b)


def path_of(url: str) -> str:
    """All after the host and before the fragment."""
    _, _, rest = without_fragment(url).partition("://")
    slash = re.search(r"[/?]", rest)
    return rest[slash.start() :] if slash else ""
