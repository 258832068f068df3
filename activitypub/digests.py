"""The fingerprint that ties a signature to a body: `Digest` (RFC 3230) and `Content-Digest` (RFC 9530)."""

import base64
import binascii
import re
from hashlib import sha256

ONE_DIGEST = re.compile(r"\s*([A-Za-z0-9-]+)=([A-Za-z0-9+/]+={0,2})\s*")
ONE_CONTENT_DIGEST = re.compile(r"\s*([A-Za-z0-9*._-]+)=:([A-Za-z0-9+/]+={0,2}):\s*")


def digest_of(body: bytes) -> str:
    """The value of `Digest`."""
    return "SHA-256=" + base64.b64encode(sha256(body).digest()).decode("ascii")


def content_digest_of(body: bytes) -> str:
    """The value of `Content-Digest`."""
    return f"sha-256=:{base64.b64encode(sha256(body).digest()).decode('ascii')}:"


def read_digest(header: str) -> bytes | None:
    """The one SHA-256 in a `Digest`. Several fingerprints, even of other kinds, mean none."""
    return hash_in(ONE_DIGEST, header)


def read_content_digest(header: str) -> bytes | None:
    """The one SHA-256 in a `Content-Digest`."""
    return hash_in(ONE_CONTENT_DIGEST, header)


def hash_in(form: re.Pattern[str], header: str) -> bytes | None:
    """The bytes, if they are a SHA-256."""
    found = form.fullmatch(header) if len(header) <= 256 else None
    if found is None or found[1].lower() != "sha-256":
        return None
    try:
        value = base64.b64decode(found[2], validate=True)
    except binascii.Error:
        return None
    return value if len(value) == 32 else None


def is_hash_of(value: bytes, body: bytes) -> bool:
    """Is this the SHA-256 of the body?"""
    return value == sha256(body).digest()


def digest_matches(header: str | None, body: bytes) -> bool:
    """Does the `Digest` header hold exactly one SHA-256, and is it that of the body?"""
    value = read_digest(header) if header is not None else None
    return value is not None and is_hash_of(value, body)
