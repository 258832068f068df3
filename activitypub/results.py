"""Why something was turned away: strangers' input is judged with values, never with exceptions."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """The closed list of refusals; counters and tests use the same words."""

    UNSIGNED = "unsigned"
    UNDER_SIGNED = "under_signed"
    MALFORMED_SIGNATURE = "malformed_signature"
    UNKNOWN_ALGORITHM = "unknown_algorithm"
    BODY_ALTERED = "body_altered"
    STALE = "stale"
    FORGED = "forged"
    WRONG_HOST = "wrong_host"
    KEY_NOT_FOUND = "key_not_found"
    KEY_TOO_WEAK = "key_too_weak"
    NOT_THE_OWNER = "not_the_owner"
    NOT_AUTHORISED = "not_authorised"
    NOT_ITS_OWN_ID = "not_its_own_id"
    MALFORMED = "malformed"
    UNREADABLE = "unreadable"
    UNKNOWN_ACTIVITY = "unknown_activity"
    UNKNOWN_OBJECT = "unknown_object"
    WRONG_CONTENT_TYPE = "wrong_content_type"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    BLOCKED = "blocked"
    NOT_FOUND = "not_found"
    GONE = "gone"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer of its own kind: tell it from the wanted one with `isinstance`, not with truth."""

    reason: Reason
    detail: str = ""


STATUS: dict[Reason, int] = {
    Reason.UNSIGNED: 401,
    Reason.UNDER_SIGNED: 401,
    Reason.MALFORMED_SIGNATURE: 401,
    Reason.UNKNOWN_ALGORITHM: 401,
    Reason.BODY_ALTERED: 401,
    Reason.STALE: 401,
    Reason.FORGED: 401,
    Reason.WRONG_HOST: 401,
    Reason.KEY_NOT_FOUND: 401,
    Reason.KEY_TOO_WEAK: 401,
    Reason.NOT_THE_OWNER: 401,
    Reason.NOT_AUTHORISED: 403,
    Reason.NOT_ITS_OWN_ID: 400,
    Reason.MALFORMED: 400,
    Reason.UNREADABLE: 400,
    Reason.UNKNOWN_ACTIVITY: 202,  # a peer that is told "error" would send it again for days
    Reason.UNKNOWN_OBJECT: 202,
    Reason.WRONG_CONTENT_TYPE: 415,
    Reason.TOO_BIG: 413,
    Reason.TOO_MANY: 429,
    Reason.BLOCKED: 403,
    Reason.NOT_FOUND: 404,
    Reason.GONE: 410,
    Reason.UNREACHABLE: 502,
}


def status_of(reason: Reason) -> int:
    """The HTTP status that tells a peer about this refusal."""
    return STATUS[reason]
