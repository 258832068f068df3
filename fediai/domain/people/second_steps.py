"""The second step of signing in: codes by the clock (RFC 6238), and codes for the day the device is lost."""

import base64
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

STEP_LIVES: Final = timedelta(minutes=10)
SURE_LIVES: Final = timedelta(minutes=20)
MOST_TRIES: Final = 5
SECONDS: Final = 30  # a code counts so long, and its neighbours too: clocks differ
HOW_MANY: Final = 10
_GAPS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class OneTimeSecret:
    """What somebody's device and we both know."""

    user_id: int
    secret: str
    last_step: int
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something begun that must be finished within minutes."""

    id: int
    user_id: int | None
    purpose: str
    challenge: str
    tries: int


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key of somebody's device; `credential` is its public half as WebAuthn attests it, in base64url."""

    id: int
    user_id: int
    credential_id: str
    credential: str
    name: str
    sign_count: int
    created_at: datetime
    used_at: datetime | None


def new_secret() -> str:
    """A hundred and sixty bits, as RFC 4226 recommends."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def new_recovery_codes() -> list[str]:
    """Eighty bits each, in groups that can be copied by hand."""
    texts = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(HOW_MANY)]
    return ["-".join(text[at : at + 4] for at in range(0, 16, 4)) for text in texts]


def plain(code: str) -> str:
    """As it is compared: without the gaps that people put in."""
    return _GAPS.sub("", code).lower()[:64]


def is_by_clock(code: str) -> bool:
    """Six digits; anything else can only be a recovery code."""
    return re.fullmatch(r"[0-9]{6}", code) is not None
