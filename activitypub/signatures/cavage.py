"""Signatures after draft-cavage-http-signatures-12: the one format that every peer reads.

`httpsig` brings a second cryptography library along, so it is loaded with the first signature.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import format_datetime

from activitypub.digests import digest_of, read_digest
from activitypub.documents import safe_url
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
    read_http_date,
    read_seconds,
    targets,
)
from activitypub.signatures.signature import KINDS_BY_ALGORITHM, Signature, verify

__all__ = ["read_signature", "sign", "verify"]

COVERED_LIMIT = 32
PARAMETER = r'[A-Za-z]{1,32}=(?:"[^"\\]*"|[0-9]{1,20})'
PARAMETERS = re.compile(rf"\s*{PARAMETER}(?:\s*,\s*{PARAMETER})*\s*")
ONE = re.compile(r'([A-Za-z]{1,32})=(?:"([^"\\]*)"|([0-9]{1,20}))')
FIELD_NAME = re.compile(r"\([a-z-]+\)|[a-z0-9!#$%&'*+.^_`|~-]+")
IN_TIME = frozenset({"(created)", "(expires)"})


def read_signature(request: Request, authorities: frozenset[str]) -> Signature | Refused:
    """What was signed, if it covers target, host, time and body; `authorities` are our own names."""
    complaint = complaint_about(request)
    if complaint:
        return complaint
    header = header_of(request)
    if isinstance(header, Refused):
        return header
    parameters = read_parameters(header)
    if parameters is None:
        return Refused(Reason.MALFORMED_SIGNATURE, "parameters")
    if parameters.get("algorithm") not in ALGORITHMS:
        return Refused(Reason.UNKNOWN_ALGORITHM, str(parameters.get("algorithm"))[:40])
    covered = read_covered(parameters)
    if isinstance(covered, Refused):
        return covered
    return lacking(request, covered, authorities) or assembled(request, parameters, covered)


ALGORITHMS = frozenset(KINDS_BY_ALGORITHM) - {"rsa-v1_5-sha256"}


def header_of(request: Request) -> str | Refused:
    """The parameters, from `Signature` or from `Authorization: Signature` (§3.1), not from both."""
    found = request.headers.all("signature")
    for value in request.headers.all("authorization"):
        scheme, _, rest = value.partition(" ")
        if scheme.lower() == "signature":
            found.append(rest)
    if not found:
        return Refused(Reason.UNSIGNED)
    return found[0] if len(found) == 1 else Refused(Reason.MALFORMED_SIGNATURE, "two signatures")


def read_parameters(header: str) -> Mapping[str, str] | None:
    """The parameters by name, if the header is well-formed and says nothing twice."""
    if len(header) > HEADER_LIMIT or not PRINTABLE.fullmatch(header):
        return None
    if not PARAMETERS.fullmatch(header):
        return None
    said = [(name.lower(), quoted or bare) for name, quoted, bare in ONE.findall(header)]
    # Two `keyId`s are read differently by different readers; ours would keep the last.
    return found if len(found := dict(said)) == len(said) else None


def read_covered(parameters: Mapping[str, str]) -> tuple[str, ...] | Refused:
    """The names that are signed; none named means the date alone (§2.1.6), which is too little."""
    names = tuple(parameters.get("headers", "date").lower().split())
    if not names:
        return Refused(Reason.UNDER_SIGNED, "nothing")
    odd = len(names) > COVERED_LIMIT or len(set(names)) < len(names)
    if odd or not all(FIELD_NAME.fullmatch(name) for name in names):
        return Refused(Reason.MALFORMED_SIGNATURE, "list of headers")
    if IN_TIME.intersection(names) and parameters.get("algorithm") != "hs2019":
        return Refused(Reason.MALFORMED_SIGNATURE, "(created) is for hs2019 only")  # §2.3
    return names


def lacking(request: Request, covered: tuple[str, ...], authorities: frozenset[str]) -> Refused | None:
    """What is missing for a signature that says: this request, to us, now, with this body."""
    wanted = {"(request-target)", "host"} | ({"digest"} if needs_digest(request) else set())
    missing = wanted.difference(covered)
    if missing or not {"date", "(created)"}.intersection(covered):
        return Refused(Reason.UNDER_SIGNED, ", ".join(sorted(missing)) or "date")
    absent = [name for name in covered if not name.startswith("(") and name not in request.headers]
    if absent:
        return Refused(Reason.UNDER_SIGNED, f"{absent[0][:40]} is not there")
    if not is_ours(request.headers.get("host") or "", authorities):
        return Refused(Reason.WRONG_HOST)
    return None


def assembled(request: Request, parameters: Mapping[str, str], covered: tuple[str, ...]) -> Signature | Refused:
    """The signature, once all its parts can be read."""
    key_id = safe_url(parameters.get("keyid"))
    value = read_base64(parameters.get("signature", ""))
    lines = lines_of(request, parameters, covered)
    signed_at = read_seconds(lines.get("(created)")) if "(created)" in covered else None
    signed_at = signed_at or read_http_date(lines.get("date"))
    if key_id is None or value is None or signed_at is None or set(covered) - {*lines, TARGET}:
        return Refused(Reason.MALFORMED_SIGNATURE, "keyId, signature or time")
    expires = read_seconds(lines.get("(expires)"))
    digest = read_digest(lines["digest"]) if "digest" in covered else None
    if "digest" in covered and digest is None:
        return Refused(Reason.BODY_ALTERED, "no single SHA-256")
    return Signature(
        key_id=key_id,
        value=value,
        bases=bases_of(request, lines, covered),
        signed_at=signed_at,
        expires=expires,
        body_hash=digest,
        algorithm=parameters.get("algorithm"),
    )


TARGET = "(request-target)"


def lines_of(request: Request, parameters: Mapping[str, str], covered: tuple[str, ...]) -> dict[str, str]:
    """The signed headers and times by name; what cannot be in a signed text is left out."""
    found = {name: joined(request.headers, name) for name in covered if not name.startswith("(")}
    found |= {name: parameters.get(name.strip("()")) for name in IN_TIME.intersection(covered)}
    return {name: text for name, text in found.items() if text is not None and PRINTABLE.fullmatch(text)}


def bases_of(request: Request, lines: dict[str, str], covered: tuple[str, ...]) -> tuple[bytes, ...]:
    """The texts that may have been signed, the likeliest first."""
    from activitypub.signatures.httpsig_parts import generate_message

    method = request.method
    return tuple(generate_message(list(covered), lines, method=method, path=path) for path in targets(request.target))


def sign(request: Request, key_id: str, private_key: PrivateKey, now: datetime) -> dict[str, str]:
    """The headers to add so that every peer believes the request: Date, Digest, Signature.

    `request.headers` must hold `Host`. Sign when sending, not when queueing: dates go stale.
    """
    from activitypub.signatures.signer import RequestSigner

    headers = {"date": format_datetime(now, usegmt=True)}
    if needs_digest(request):
        headers["digest"] = digest_of(request.body)
    covered = ["(request-target)", "host", *headers]
    also = ("content-type", "collection-synchronization") if needs_digest(request) else ()
    covered += [name for name in also if name in request.headers]
    signable = {name: value for name, value in request.headers if name.lower() in covered} | headers
    signer = RequestSigner(key_id, private_key, covered)
    signed = signer.sign(signable, method=request.method, path=request.target)
    return {name.title(): signed[name] for name in [*headers, "signature"]}
