"""OAuth 2 without I/O: apps, scopes, redirects, and refusals in the words of RFC 6749."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from urllib.parse import quote, urlsplit

from fediai.domain.errors import DomainError

OOB = "urn:ietf:wg:oauth:2.0:oob"
DEFAULT_SCOPES = "read"
# A redirect to one of these would run or read something in the browser instead of calling an app.
UNSAFE_SCHEMES = frozenset({"javascript", "data", "file", "vbscript", "about", "blob", "view-source"})
_PARTS = {
    "read": "accounts blocks bookmarks favourites filters follows lists mutes notifications search statuses",
    "write": "accounts blocks bookmarks conversations favourites filters follows lists media mutes notifications "
    "reports statuses",
    "admin:read": "accounts reports domain_allows domain_blocks ip_blocks email_domain_blocks canonical_email_blocks",
    "admin:write": "accounts reports domain_allows domain_blocks ip_blocks email_domain_blocks canonical_email_blocks",
}
SCOPES = frozenset(
    {"read", "write", "follow", "push", "profile", "admin:read", "admin:write"}
    | {f"{wide}:{narrow}" for wide, narrows in _PARTS.items() for narrow in narrows.split()}
)


class OAuthError(DomainError):
    """A refusal of the token end point, or of the authorization page; `code` is RFC 6749's word."""

    status: ClassVar[int] = 400
    code: ClassVar[str] = "invalid_request"
    safe: ClassVar[str] = "The request is missing a required parameter or is otherwise malformed."


class InvalidClient(OAuthError):
    # Elk registers anew only when it reads this code, or this beginning of the description.
    status = 401
    code = "invalid_client"
    safe = "Client authentication failed due to unknown client, no client authentication included, or wrong secret."


class InvalidGrant(OAuthError):
    code = "invalid_grant"
    safe = (
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI "
        "used in the authorization request, or was issued to another client."
    )


class InvalidScope(OAuthError):
    code = "invalid_scope"
    safe = "The requested scope is invalid, unknown, or malformed."


class UnsupportedGrant(OAuthError):
    code = "unsupported_grant_type"
    safe = "The authorization grant type is not supported by the authorization server."


class UnsupportedResponse(OAuthError):
    code = "unsupported_response_type"
    safe = "The authorization server does not support this response type."


class InvalidRedirect(OAuthError):
    code = "invalid_redirect_uri"
    safe = "The requested redirect uri is malformed or doesn't match the one of the application."


@dataclass(frozen=True, slots=True)
class App:
    """A row of `oauth_apps`; redirect addresses are opaque texts, compared letter by letter."""

    id: int
    name: str
    website: str | None
    redirect_uris: tuple[str, ...]
    scopes: str
    client_id: str
    client_secret_hash: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What an app asks of a person on the authorization page."""

    client_id: str
    redirect_uri: str
    scope: str = ""
    state: str | None = None
    code_challenge: str | None = None
    code_challenge_method: str | None = None
    response_type: str = "code"
    force_login: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """A code that was given to an app and can be exchanged once."""

    id: int
    app_id: int
    user_id: int
    redirect_uri: str
    scopes: str
    code_challenge: str | None
    used_at: datetime | None


def scopes_of(text: str | None) -> tuple[str, ...]:
    """The scopes of a text, each once, in its order; `InvalidScope` for a word that we do not know."""
    words = tuple(dict.fromkeys((text or "").replace("+", " ").replace(",", " ").split())) or (DEFAULT_SCOPES,)
    if not SCOPES.issuperset(words):
        raise InvalidScope
    return words


def within(asked: tuple[str, ...], granted: str) -> bool:
    """Is everything asked for covered by what the app registered? `read` covers `read:statuses`."""
    held = frozenset(granted.split())
    if "follow" in held:
        held |= {f"{wide}:{narrow}" for wide in ("read", "write") for narrow in ("blocks", "follows", "mutes")}
    return all(scope in held or scope.rpartition(":")[0] in held for scope in asked)


def is_safe_redirect(uri: str) -> bool:
    """An address of the web with a host, the out-of-band word, or an app's own scheme; nothing a browser runs."""
    if uri == OOB:
        return True
    if (
        not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x1f\x7f\"<>\\]*", uri)
        or len(uri) > 2000
        or not uri.isascii()
    ):
        return False
    scheme = uri.partition(":")[0].lower()
    if scheme in UNSAFE_SCHEMES or "#" in uri:
        return False
    return scheme not in ("http", "https") or _has_host(uri)


def _has_host(uri: str) -> bool:
    try:
        return bool(urlsplit(uri).hostname)
    except ValueError:
        return False


def with_answer(uri: str, **answer: str | None) -> str:
    """The redirect address with the answer appended; never normalised, because apps register odd ones."""
    pairs = "&".join(f"{name}={quote(value, safe='')}" for name, value in answer.items() if value is not None)
    return f"{uri}{'&' if '?' in uri else '?'}{pairs}"


def is_challenge(text: str) -> bool:
    """Can this be a code challenge of the S256 method? (RFC 7636 4.2)"""
    return re.fullmatch(r"[A-Za-z0-9_-]{43}", text) is not None


def meets(challenge: str | None, verifier: str | None) -> bool:
    """A challenge wants its verifier, and a verifier without a challenge is refused (RFC 9700 4.8.2)."""
    if challenge is None or not verifier:
        return challenge is None and not verifier
    digest = hashlib.sha256(verifier.encode()).digest()
    made = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(made, challenge)


def fingerprint(secret: str) -> str:
    """What is kept of a token, a code or a secret: who reads the database can't use them."""
    return hashlib.sha256(secret.encode()).hexdigest()
