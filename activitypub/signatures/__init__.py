"""Signed requests: read what was signed, find the key, ask whether it verifies. Two pure steps."""

from activitypub.signatures import cavage, rfc9421
from activitypub.signatures.choose import read_signature
from activitypub.signatures.signature import Signature, Verified, verify

__all__ = ["Signature", "Verified", "cavage", "read_signature", "rfc9421", "verify"]
