"""An invented peer with its keys and its signed requests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from activitypub.keys import PrivateKey, PublicKey, generate_ed25519, generate_rsa
from activitypub.requests import Headers, Request
from activitypub.signatures import cavage

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
OURS = frozenset({"art.example"})
BOB = "https://peer.example/users/bob"
BOBS_KEY_ID = BOB + "#main-key"


@cache
def rsa_key() -> PrivateKey:
    """Bob's key."""
    return generate_rsa()


@cache
def ed25519_key() -> PrivateKey:
    """Bob's other key."""
    return generate_ed25519()


def bobs_key(private: PrivateKey | None = None) -> PublicKey:
    """Bob's key as we have fetched it."""
    return (private or rsa_key()).public(BOBS_KEY_ID, BOB)


def a_post(body: bytes = b'{"type": "Follow"}', target: str = "/inbox") -> Request:
    """A delivery to us, not yet signed."""
    headers = Headers([("Host", "art.example"), ("Content-Type", "application/activity+json")])
    return Request("POST", target, headers, body)


def a_get(target: str = "/users/alice") -> Request:
    """A fetch from us, not yet signed."""
    return Request("GET", target, Headers([("Host", "art.example")]))


def signed(request: Request, late: timedelta = timedelta(0), key: PrivateKey | None = None) -> Request:
    """The request with Bob's signature, made so long ago."""
    more = cavage.sign(request, BOBS_KEY_ID, key or rsa_key(), NOW - late)
    return with_headers(request, **{name.lower(): value for name, value in more.items()})


def with_headers(request: Request, **more: str) -> Request:
    """The request with these headers set; `content_type` stands for `content-type`."""
    named = {name.replace("_", "-"): value for name, value in more.items()}
    return replace(request, headers=request.headers.adding(named))


def without_header(request: Request, name: str) -> Request:
    """The request as if it had never had that header."""
    return replace(request, headers=Headers(line for line in request.headers if line[0].lower() != name))


def doubling(request: Request, name: str) -> Request:
    """The request with one header line sent twice."""
    value = request.headers.get(name) or ""
    return replace(request, headers=Headers([*request.headers, (name, value)]))
