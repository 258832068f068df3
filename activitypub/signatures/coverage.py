"""What both signature formats ask of a request before any key is looked for."""

import base64
import binascii
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from activitypub.requests import Headers, Request
from activitypub.results import Reason, Refused

HEADER_LIMIT = 8 * 1024
SIGNATURE_LIMIT = 1024  # bytes: RSA of 8192 bits
LARGEST_SECOND = 2**32
PRINTABLE = re.compile(r"[\x20-\x7e]*")
SECONDS = re.compile(r"[0-9]{1,10}")
ONLY_ONCE = ("signature", "signature-input", "digest", "content-digest", "date", "host")
WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def complaint_about(request: Request) -> Refused | None:
    """Twice-sent headers and odd targets: what two readers could read in two ways."""
    doubled = next((name for name in ONLY_ONCE if len(request.headers.all(name)) > 1), None)
    if doubled:
        return Refused(Reason.MALFORMED_SIGNATURE, f"{doubled} twice")
    if not request.target.startswith("/") or not PRINTABLE.fullmatch(request.target):
        return Refused(Reason.MALFORMED_SIGNATURE, "target is no path")
    return None


def needs_digest(request: Request) -> bool:
    """Whatever can carry a body must sign what it carries, even if that is nothing."""
    return bool(request.body) or request.method.upper() in WITH_BODY


def is_ours(host: str, authorities: frozenset[str]) -> bool:
    """Was the request sent to us, not captured on its way to somebody else?"""
    name = host.strip().lower()
    return bool(authorities & {name, name.removesuffix(":443"), name.removesuffix(":80")})


def read_http_date(text: str | None) -> datetime | None:
    """The moment in a `Date` header (RFC 9110 §5.6.7)."""
    if text is None or len(text) > 64:
        return None
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read_seconds(text: str | None) -> datetime | None:
    """The moment in whole seconds since 1970."""
    if text is None or not SECONDS.fullmatch(text) or int(text) > LARGEST_SECOND:
        return None
    return datetime.fromtimestamp(int(text), UTC)


def read_base64(text: str) -> bytes | None:
    """The bytes of a signature, from the standard alphabet without white space."""
    try:
        value = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return value if 0 < len(value) <= SIGNATURE_LIMIT else None


def joined(headers: Headers, name: str) -> str | None:
    """All values of a header as one line (draft-cavage §2.3, RFC 9421 §2.1)."""
    values = headers.all(name)
    return ", ".join(value.strip() for value in values) if values else None


def targets(target: str) -> tuple[str, ...]:
    """The ways in which peers write one target: with its query, without, and with an empty one.

    Servers hand over `/inbox?` as `/inbox`; GoToSocial signs a GET first with its query, then without.
    """
    path, mark, query = target.partition("?")
    return (target, path) if mark and query else (path, path + "?")
