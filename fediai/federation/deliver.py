"""What a delivery is, and how one inbox's answer is read; the network is asked through the guarded client."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from activitypub.documents import host_of, ids_of, read_json, without_fragment
from activitypub.results import Refused
from activitypub.synchronisation import HEADER, Synchronisation, write_synchronisation
from activitypub.terms import ACTIVITY_JSON, is_public
from fediai.domain.retries import Answer
from fediai.federation.http import Answered, Client
from fediai.federation.keys import Key
from fediai.federation.places import Place
from fediai.federation.signing import Unsigned

POSTS = ("Create", "Update", "Announce")
LARGEST_BODY = 49_152  # peers refuse more, Takahē and Misskey first


@dataclass(frozen=True, slots=True)
class Delivery:
    """One activity for one inbox, in the name of one of our accounts."""

    activity: str
    inbox: str
    account: int
    about: str
    digest: str = ""  # of our account's followers on that server, where the two compare them

    @property
    def host(self) -> str:
        """The peer."""
        return host_of(self.inbox) or self.inbox

    @property
    def lane(self) -> str:
        """One thing at a time to one inbox, so that a Delete follows its Create and holds up nothing else."""
        return f"{self.inbox}|{self.about}"

    @property
    def unique_key(self) -> str:
        return f"{self.activity}|{self.inbox}"

    def payload(self) -> dict[str, Any]:
        """Ids only."""
        said = {"activity": self.activity, "inbox": self.inbox, "account": self.account}
        return {**said, "digest": self.digest} if self.digest else said


def unsigned(place: Place, key: Key, body: bytes, *, modern: bool, digest: str = "") -> Unsigned:
    """A delivery as it waits for its signature; `modern` peers have shown that they read RFC 9421."""
    scheme = place.scheme if modern else ""
    more: tuple[tuple[str, str], ...] = ()
    if digest:
        actor = without_fragment(key.uri)
        said = Synchronisation(f"{actor}/followers", f"{actor}/followers_synchronization", digest)
        more = ((HEADER, write_synchronisation(said)),)
    return Unsigned("POST", place.host, place.target, key.uri, key.private_pem, ACTIVITY_JSON, body, scheme, more)


async def post(http: Client, place: Place, headers: dict[str, str], body: bytes) -> Answer:
    """What the inbox said, or silence."""
    found = await http.post(place, {"Accept": ACTIVITY_JSON, **headers}, body)
    return Answer(0) if isinstance(found, Refused) else answer_of(found)


def answer_of(found: Answered) -> Answer:
    """Status and patience asked for; redirects count as silence, since a signature is for one address."""
    status = 0 if 300 <= found.status < 400 else found.status
    modern = "accept-signature" in found.headers
    return Answer(status, retry_after(found.headers.get("retry-after")), modern)


def retry_after(text: str | None) -> int:
    """Seconds, from a number or a date (RFC 9110 §10.2.3); nothing from anything else."""
    if text is None or len(text) > 64:
        return 0
    if text.isascii() and text.isdigit():
        return min(int(text), 10**9)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, int((moment - datetime.now(UTC)).total_seconds()))


def is_private_post(body: bytes) -> bool:
    """Does it carry a post, or show one, that is not for everybody? What follows and likes concern goes on."""
    said = read_json(body, LARGEST_BODY)
    if isinstance(said, Refused) or said.get("type") not in POSTS:
        return False
    return not any(is_public(one) for name in ("to", "cc") for one in ids_of(said.get(name)))
