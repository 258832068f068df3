"""Where a request goes, in the one spelling that is checked, signed and connected to."""

from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from activitypub.documents import host_of, origin_of, safe_url, without_fragment
from activitypub.results import Reason, Refused
from fediai.federation.addresses import Reach, is_readable

KEPT = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Place:
    """`url` is what is asked for, `host` the Host header, `target` the path and query as sent."""

    url: str
    scheme: str
    host: str
    target: str

    @property
    def name(self) -> str:
        """The host without its port."""
        return urlsplit(self.url).hostname or ""


def place_of(url: str) -> Place | Refused:
    """The place, if the URL leads to one machine however it is read."""
    origin, host = origin_of(url), host_of(url)
    if safe_url(url) is None or origin is None or host is None:
        return Refused(Reason.MALFORMED, "no usable URL")
    parts = urlsplit(without_fragment(url))
    target = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    place = Place(origin + target, parts.scheme, host, target)
    return place if is_readable(place.name) else Refused(Reason.BLOCKED, "no host but a number")


def complaint_about(place: Place, reach: Reach, *, plain_http: bool) -> Refused | None:
    """Why we do not go there, as far as the URL alone tells; the rest is seen when connecting."""
    allowed_besides = reach.includes(place.name)
    if place.scheme == "http" and not plain_http and not allowed_besides:
        return Refused(Reason.BLOCKED, "plain http")
    port = urlsplit(place.url).port or (443 if place.scheme == "https" else 80)
    if place.name.replace(".", "").isdigit() or ":" in place.name:
        return None if reach.allows(place.name, port) else Refused(Reason.BLOCKED, "no public address")
    return None


def next_place(here: Place, location: str) -> Place | Refused:
    """Where a redirect leads; never from https to http."""
    there = place_of(urljoin(here.url, location))
    if isinstance(there, Place) and here.scheme == "https" and there.scheme == "http":
        return Refused(Reason.BLOCKED, "a redirect from https to http")
    return there
