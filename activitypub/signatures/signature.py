"""What a signature claims, and the one place that decides whether it holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from activitypub.digests import is_hash_of
from activitypub.keys import PublicKey
from activitypub.requests import Request
from activitypub.results import Reason, Refused

CLOCK_SKEW = timedelta(hours=1)
LONGEST_LIFE = timedelta(hours=12)  # of a signature that brings its own end


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that covers enough; whether it is genuine is still open.

    `bases` are the texts that may have been signed: peers disagree about the query. `algorithm`
    is the header's word, which the key has to bear out.
    """

    key_id: str
    value: bytes
    bases: tuple[bytes, ...]
    signed_at: datetime
    expires: datetime | None = None
    body_hash: bytes | None = None
    algorithm: str | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """Proof that the holder of this key sent the request; the next step takes `actor` from it."""

    key_id: str
    actor: str


KINDS_BY_ALGORITHM: dict[str | None, frozenset[str]] = {
    None: frozenset({"rsa", "ed25519"}),
    "hs2019": frozenset({"rsa", "ed25519"}),
    "rsa-sha256": frozenset({"rsa"}),
    "rsa-v1_5-sha256": frozenset({"rsa"}),
    "ed25519": frozenset({"ed25519"}),
}


def verify(signature: Signature, request: Request, key: PublicKey, now: datetime) -> Verified | Refused:
    """Was `request` signed by the holder of `key`, recently, with this very body?"""
    if key.id != signature.key_id:
        return Refused(Reason.KEY_NOT_FOUND, "another key")
    if key.kind not in KINDS_BY_ALGORITHM.get(signature.algorithm, ()):
        return Refused(Reason.UNKNOWN_ALGORITHM, "not the algorithm of this key")
    if not is_fresh(signature, now):
        return Refused(Reason.STALE)
    if not is_body_of(signature, request.body):
        return Refused(Reason.BODY_ALTERED)
    if not any(key.verifies(signature.value, base) for base in signature.bases):
        return Refused(Reason.FORGED)
    return Verified(signature.key_id, key.owner)


def is_fresh(signature: Signature, now: datetime) -> bool:
    """At most an hour off either way; longer only up to the end the signer chose, and not for days."""
    if signature.signed_at - now > CLOCK_SKEW:
        return False
    if signature.expires is None:
        return now - signature.signed_at <= CLOCK_SKEW
    return now <= min(signature.expires, signature.signed_at + LONGEST_LIFE)


def is_body_of(signature: Signature, body: bytes) -> bool:
    """A body must be the signed one; no body needs no digest."""
    return not body if signature.body_hash is None else is_hash_of(signature.body_hash, body)
