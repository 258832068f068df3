"""Which rows below a profile can be proved: those that are a link and show nothing but where it leads."""

import html
import re
from typing import Any
from urllib.parse import urlsplit

from fediai.domain.text import link, plain

MOST = 4  # rows of one profile that are looked at
_ONLY_A_LINK = re.compile(r'<a\s[^<>]*?href="([^"]{1,2000})"[^<>]*>([^<>]*(?:<(?!/?a[\s>])[^<>]*>[^<>]*)*)</a>')


def provable(row: dict[str, Any]) -> str | None:
    """Its address, where a page could call the profile its own (rel=me); a name in other letters could deceive."""
    found = _ONLY_A_LINK.fullmatch(row.get("value", "").strip())
    if found is None:
        return None
    url = html.unescape(found[1])
    if plain(found[2]).rstrip("/") != url.rstrip("/"):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return None
    plain_spelling = host.isascii() and "@" not in parts.netloc and url.isascii()
    return url if parts.scheme in ("https", "http") and host and plain_spelling else None


def to_prove(rows: tuple[dict[str, Any], ...]) -> list[str]:
    """Addresses that nobody has proved yet, each once."""
    found = (provable(row) for row in rows if not row.get("verified_at"))
    return list(dict.fromkeys(url for url in found if url))[:MOST]


def proved(rows: tuple[dict[str, Any], ...]) -> dict[tuple[str, str], str]:
    """When each was proved, by the name and address of its row."""
    known = {(row["name"], provable(row)): row["verified_at"] for row in rows if row.get("verified_at")}
    return {(name, url): at for (name, url), at in known.items() if url}


def kept(rows: list[dict[str, Any]], before: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """New rows, where those that say what they said before stay proved."""
    known = proved(before)
    return [as_proved(row, known.get((row["name"], provable(row) or ""))) for row in rows] if known else rows


def as_proved(row: dict[str, Any], at: str | None) -> dict[str, Any]:
    """A far one's link is written anew: it may hide half of its address from sight."""
    url = provable(row) if at else None
    value = row["value"] if "source" in row else link(url or "")
    return {**row, "value": value, "verified_at": at} if url else row


def says_so(named: tuple[str, ...], addresses: set[str]) -> bool:
    """Does a page call one of these its own?"""
    wanted = {one.rstrip("/").lower() for one in addresses if one}
    return any(one.rstrip("/").lower() in wanted for one in named)
