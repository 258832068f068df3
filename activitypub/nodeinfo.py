"""What the server is, for crawlers and peers (NodeInfo 2.0 and 2.1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
VERSIONS = ("2.0", "2.1")


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
