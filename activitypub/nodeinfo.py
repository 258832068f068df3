"""What the server is, for crawlers and peers (NodeInfo 2.0 and 2.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from activitypub.documents import Document, many, nested, safe_url, same_origin, text_of

SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
VERSIONS = ("2.0", "2.1")
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
READABLE = tuple(SCHEMA + version for version in ("2.2", "2.1", "2.0", "1.1", "1.0"))


@dataclass(frozen=True, slots=True)
class Software:
    """What runs on a server, by its own account."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The numbers and names that are published."""

    software: str
    version: str
    repository: str = ""
    homepage: str = ""
    protocols: tuple[str, ...] = ("activitypub",)
    open_registrations: bool = False
    users_total: int = 0
    users_month: int = 0
    users_halfyear: int = 0
    local_posts: int = 0
    local_comments: int = 0
    metadata: Mapping[str, Any] = field(default_factory=dict)


def render_links(base_url: str) -> dict[str, Any]:
    """`/.well-known/nodeinfo`: where the documents are."""
    return {"links": [{"rel": SCHEMA + version, "href": f"{base_url}/nodeinfo/{version}"} for version in VERSIONS]}


def render_nodeinfo(facts: Facts, version: str = "2.1") -> dict[str, Any]:
    """The document of that version; repository and home page exist from 2.1 on."""
    software = {"name": facts.software, "version": facts.version}
    if version != "2.0":
        places = {"repository": facts.repository, "homepage": facts.homepage}
        software |= {name: place for name, place in places.items() if place}
    return {
        "version": version,
        "software": software,
        "protocols": list(facts.protocols),
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": facts.open_registrations,
        "usage": {
            "users": {
                "total": facts.users_total,
                "activeMonth": facts.users_month,
                "activeHalfyear": facts.users_halfyear,
            },
            "localPosts": facts.local_posts,
            "localComments": facts.local_comments,
        },
        "metadata": dict(facts.metadata),
    }


def read_links(document: Document, asked: str) -> str | None:
    """Where the newest readable NodeInfo is: on the server that was asked, or nowhere."""
    listed = [one for one in many(document.get("links"), 20) if isinstance(one, dict)]
    found = {text_of(one.get("rel"), 128): safe_url(one.get("href")) for one in listed}
    own = (found.get(rel) for rel in READABLE)
    return next((url for url in own if url and same_origin(url, asked)), None)


def read_software(document: Document) -> Software | None:
    """Name and version, if they look like such; numbers and everything else are passed over."""
    said = nested(document.get("software")) or {}
    name, version = text_of(said.get("name"), 128).strip().lower(), text_of(said.get("version"), 64).strip()
    return Software(name, version if version.isprintable() else "") if NAME.fullmatch(name) else None
