"""Handles and where they lead (RFC 7033, RFC 7565)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from activitypub.documents import Document, many, safe_url, text_of
from activitypub.documents.urls import ascii_host
from activitypub.results import Reason, Refused
from activitypub.terms import ACTIVITY_JSON, LD_JSON, is_activity_type

RESOURCE_LIMIT = 2048
LINK_LIMIT = 50
USER = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.~-]{0,126}[A-Za-z0-9_])?")
HOST_AND_PORT = re.compile(r"([^:\s\[\]]+|\[[0-9a-fA-F:.]+\])(?::([0-9]{1,5}))?")
PROFILE_PAGE = "http://webfinger.net/rel/profile-page"
SUBSCRIBE = "http://ostatus.org/schema/1.0/subscribe"


@dataclass(frozen=True, slots=True)
class Handle:
    """A name people can type: `alice@art.example`, or with a port where servers live on odd ones."""

    user: str
    host: str

    def __str__(self) -> str:
        return f"{self.user}@{self.host}"

    @property
    def acct(self) -> str:
        """The handle as a WebFinger resource."""
        return f"acct:{self}"


def parse_handle(text: str) -> Handle | Refused:
    """`@alice@art.example`, `alice@art.example` or `acct:alice@art.example`, hosts in lower case."""
    if len(text) > 512:
        return Refused(Reason.MALFORMED, "too long for a handle")
    user, _, place = text.strip().removeprefix("acct:").removeprefix("@").partition("@")
    host = read_host(place)
    if not USER.fullmatch(user) or host is None:
        return Refused(Reason.MALFORMED, "no handle")
    return Handle(user, host)


def read_host(place: str) -> str | None:
    """A host with an optional port, in the one spelling that names a peer."""
    found = HOST_AND_PORT.fullmatch(place)
    if found is None:
        return None
    bracketed = found[1].startswith("[")
    name = ascii_host(found[1].strip("[]"))
    if name is None or not 0 < int(found[2] or 443) < 65536:
        return None
    shown = f"[{name}]" if bracketed else name
    return f"{shown}:{found[2]}" if found[2] else shown


def parse_resource(resource: str) -> Handle | str | Refused:
    """What a WebFinger query asks for: a handle, or a URL (Akkoma asks for actor ids)."""
    if len(resource) > RESOURCE_LIMIT:
        return Refused(Reason.MALFORMED, "resource too long")
    return safe_url(resource) or parse_handle(resource)


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a JRD."""

    rel: str
    type: str = ""
    href: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class JRD:
    """An answer to a WebFinger query."""

    subject: str
    aliases: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    def handle(self) -> Handle | Refused:
        """The handle that the answer is about, which may be another than was asked for."""
        return parse_handle(self.subject)


def render_jrd(handle: Handle, actor_id: str, page: str, authorize: str = "") -> dict[str, Any]:
    """Where the handle lives: the actor, the profile page, and the remote-follow page where there is one."""
    links: list[dict[str, str]] = [
        {"rel": PROFILE_PAGE, "type": "text/html", "href": page},
        {"rel": "self", "type": ACTIVITY_JSON, "href": actor_id},
        {"rel": "self", "type": LD_JSON, "href": actor_id},
    ]
    if authorize:
        links.append({"rel": SUBSCRIBE, "template": authorize})
    return {"subject": handle.acct, "aliases": list(dict.fromkeys([page, actor_id])), "links": links}


def read_jrd(document: Document) -> JRD | Refused:
    """The answer with its usable links."""
    subject = text_of(document.get("subject"), RESOURCE_LIMIT)
    if not subject:
        return Refused(Reason.MALFORMED, "JRD without subject")
    aliases = (safe_url(alias) for alias in many(document.get("aliases"), LINK_LIMIT))
    return JRD(
        subject=subject,
        aliases=tuple(filter(None, aliases)),
        links=tuple(read_links(many(document.get("links"), LINK_LIMIT))),
    )


def read_links(items: Iterable[Any]) -> list[Link]:
    """Each link that says what it is for."""
    return [
        Link(
            rel=text_of(item.get("rel"), 512),
            type=text_of(item.get("type"), 256),
            href=safe_url(item.get("href")) or "",
            template=text_of(item.get("template"), RESOURCE_LIMIT),
        )
        for item in items
        if isinstance(item, dict) and item.get("rel")
    ]


def self_link(document: Document | JRD) -> str | None:
    """The id of the actor, from the `self` link with an ActivityPub type."""
    jrd = document if isinstance(document, JRD) else read_jrd(document)
    if isinstance(jrd, Refused):
        return None
    links = (link for link in jrd.links if link.rel == "self" and link.href)
    return next((link.href for link in links if is_activity_type(link.type)), None)


def webfinger_url(handle: Handle, scheme: str = "https") -> str:
    """Where to ask about the handle."""
    return f"{scheme}://{handle.host}/.well-known/webfinger?resource={quote(handle.acct, safe='')}"
