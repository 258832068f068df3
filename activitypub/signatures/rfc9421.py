"""Signatures after RFC 9421: for peers that have shown they read them."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from activitypub.digests import content_digest_of, read_content_digest
from activitypub.documents import origin_of, safe_url
from activitypub.keys import PrivateKey
from activitypub.requests import Request
from activitypub.results import Reason, Refused
from activitypub.signatures.coverage import (
    HEADER_LIMIT,
    PRINTABLE,
    complaint_about,
    is_ours,
    joined,
    needs_digest,
    read_base64,
    read_seconds,
)
from activitypub.signatures.signature import Signature, verify

__all__ = ["read_signature", "sign", "verify"]

COVERED_LIMIT = 32
KEY = r"[a-z*][a-z0-9_.*-]{0,63}"
PARAMETER = rf';({KEY})=("[^"\\]*"|[0-9]{{1,15}})'
# One label only: with two, what one reader verifies another may not (Mastodon refuses them as well).
INPUT = re.compile(rf"\s*({KEY})=(\(([^()]*)\)((?:{PARAMETER.replace('(', '(?:')})*))\s*")
VALUE = re.compile(rf"\s*({KEY})=:([A-Za-z0-9+/=]+):\s*")
PARAMETERS = re.compile(PARAMETER)
COMPONENTS = re.compile(r'\s*"[^"\s]+"(?:\s+"[^"\s]+")*\s*')
FIELD = re.compile(r"[a-z0-9!#$%&'*+.^_`|~-]+")
KNOWN = frozenset({"created", "expires", "keyid", "alg", "nonce", "tag"})
ALGORITHMS = frozenset({None, "rsa-v1_5-sha256", "ed25519"})
DERIVED = frozenset({"@method", "@target-uri", "@authority", "@scheme", "@request-target", "@path", "@query"})


@dataclass(frozen=True, slots=True)
class Input:
    """`Signature-Input`, read: what is covered, with which parameters, and its own exact text."""

    covered: tuple[str, ...]
    parameters: Mapping[str, str]
    text: str
    value: bytes


def read_signature(request: Request, authorities: frozenset[str], scheme: str = "https") -> Signature | Refused:
    """What was signed, if it covers method, address, time and body; `scheme` is ours, not the proxy's."""
    complaint = complaint_about(request)
    if complaint:
        return complaint
    found = read_input(request)
    if found is None:
        return Refused(Reason.MALFORMED_SIGNATURE, "Signature-Input")
    if found.parameters.get("alg") not in ALGORITHMS:
        return Refused(Reason.UNKNOWN_ALGORITHM, found.parameters["alg"][:40])
    return lacking(request, found, authorities) or assembled(request, found, scheme)


def read_input(request: Request) -> Input | None:
    """Both fields under one label, nothing said twice, nothing unknown."""
    header, values = request.headers.get("signature-input") or "", request.headers.get("signature") or ""
    if len(header) + len(values) > HEADER_LIMIT or not PRINTABLE.fullmatch(header):
        return None
    found, signed = INPUT.fullmatch(header), VALUE.fullmatch(values)
    value = read_base64(signed[2]) if signed else None
    if found is None or signed is None or value is None or found[1] != signed[1]:
        return None
    covered = read_components(found[3])
    pairs = PARAMETERS.findall(found[4])
    names = {name for name, _ in pairs}
    if covered is None or len(names) < len(pairs) or not names <= KNOWN:
        return None
    return Input(covered, {name: text.strip('"') for name, text in pairs}, found[2], value)


def read_components(text: str) -> tuple[str, ...] | None:
    """The covered names: plain fields and derived components, without parameters (A31)."""
    names = tuple(name.strip('"') for name in text.split()) if COMPONENTS.fullmatch(text) else ()
    odd = not names or len(names) > COVERED_LIMIT or len(set(names)) < len(names)
    readable = all(name in DERIVED or FIELD.fullmatch(name) for name in names)
    return names if readable and not odd else None


def lacking(request: Request, found: Input, authorities: frozenset[str]) -> Refused | None:
    """What is missing for a signature that says: this request, to us, now, with this body."""
    wanted = {"@method", "@target-uri"} | ({"content-digest"} if needs_digest(request) else set())
    missing = wanted.difference(found.covered)
    if missing or "created" not in found.parameters:
        return Refused(Reason.UNDER_SIGNED, ", ".join(sorted(missing)) or "created")
    absent = [name for name in found.covered if name not in DERIVED and name not in request.headers]
    if absent:
        return Refused(Reason.UNDER_SIGNED, f"{absent[0][:40]} is not there")
    if not is_ours(request.headers.get("host") or "", authorities):
        return Refused(Reason.WRONG_HOST)
    return None


def assembled(request: Request, found: Input, scheme: str) -> Signature | Refused:
    """The signature, once all its parts can be read."""
    said = found.parameters
    key_id, signed_at, expires = safe_url(said.get("keyid")), read_seconds(said["created"]), None
    if "expires" in said:
        expires = read_seconds(said["expires"])
    if key_id is None or signed_at is None or (expires is None) is ("expires" in said):
        return Refused(Reason.MALFORMED_SIGNATURE, "keyid or time")
    digest = None
    if "content-digest" in found.covered:
        digest = read_content_digest(joined(request.headers, "content-digest") or "")
        if digest is None:
            return Refused(Reason.BODY_ALTERED, "no single sha-256")
    return Signature(
        key_id=key_id,
        value=found.value,
        bases=tuple(base(request, found, scheme, target) for target in targets(request.target)),
        signed_at=signed_at,
        expires=expires,
        body_hash=digest,
        algorithm=said.get("alg"),
    )


def targets(target: str) -> tuple[str, ...]:
    """The target, and with an empty query where servers may have dropped one."""
    return (target,) if "?" in target else (target, target + "?")


def base(request: Request, found: Input, scheme: str, target: str) -> bytes:
    """The text that was signed (§2.5)."""
    known = derived(request.method, scheme, request.headers.get("host") or "", target)
    lines = [f'"{name}": {known.get(name) or joined(request.headers, name)}' for name in found.covered]
    return "\n".join([*lines, f'"@signature-params": {found.text}']).encode("utf-8", "replace")


def derived(method: str, scheme: str, host: str, target: str) -> dict[str, str]:
    """The components that are no headers (§2.2)."""
    origin = origin_of(f"{scheme}://{host.strip()}") or f"{scheme}://{host.strip().lower()}"
    path, _, query = target.partition("?")
    return {
        "@method": method.upper(),
        "@scheme": scheme,
        "@authority": origin.partition("://")[2],
        "@target-uri": origin + target,
        "@request-target": target,
        "@path": path,
        "@query": "?" + query,
    }


def sign(
    request: Request, key_id: str, private_key: PrivateKey, now: datetime, scheme: str = "https"
) -> dict[str, str]:
    """The headers to add; `request.headers` must hold `Host`."""
    headers = {"Date": format_datetime(now, usegmt=True)}
    covered: tuple[str, ...] = ("@method", "@target-uri")
    if needs_digest(request):
        headers["Content-Digest"] = content_digest_of(request.body)
        covered += ("content-digest",)
        covered += tuple(name for name in ("collection-synchronization",) if name in request.headers)
    names = " ".join(f'"{name}"' for name in covered)
    text = f'({names});created={int(now.timestamp())};keyid="{key_id}"'
    signed = Request(request.method, request.target, request.headers.adding(headers), request.body)
    value = private_key.sign(base(signed, Input(covered, {}, text, b""), scheme, request.target))
    encoded = b64encode(value).decode("ascii")
    return headers | {"Signature-Input": f"sig1={text}", "Signature": f"sig1=:{encoded}:"}
