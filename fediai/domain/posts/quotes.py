"""Quotes: a post that shows another, as far as the other's author agrees (FEP-044f)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache

from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN


class QuoteState(StrEnum):
    """Mastodon's words."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REVOKED = "revoked"
    DELETED = "deleted"
    UNAUTHORIZED = "unauthorized"


@dataclass(frozen=True, slots=True)
class Quote:
    """A row of `quotes`: `status_id` quotes `quoted_status_id`, which may not be known or be gone."""

    id: int
    status_id: int
    account_id: int
    quoted_status_id: int | None
    quoted_account_id: int | None
    quoted_uri: str
    state: QuoteState
    request_uri: str  # of the QuoteRequest, ours or theirs
    authorization_uri: str  # of the stamp
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Policy:
    """Whose quotes are welcome at once, and whose after somebody has looked: public, followers."""

    automatic: tuple[str, ...] = ()
    manual: tuple[str, ...] = ()

    def stored(self) -> str:
        return f"{','.join(self.automatic)}|{','.join(self.manual)}"


PUBLIC, FOLLOWERS, NOBODY = "public", "followers", "nobody"
POLICIES = {PUBLIC: Policy((PUBLIC,)), FOLLOWERS: Policy((FOLLOWERS,)), NOBODY: Policy()}


def policy_of(status: Status) -> Policy:
    """What its author has said; of ours that say nothing: public; of far ones that say nothing: nobody."""
    if status.visibility not in OPEN:
        return Policy()
    if not status.quote_policy:
        return POLICIES[PUBLIC] if status.local else Policy()
    return _read(status.quote_policy)


@lru_cache(maxsize=64)
def _read(stored: str) -> Policy:
    automatic, _, manual = stored.partition("|")
    return Policy(*(tuple(filter(None, words.split(","))) for words in (automatic, manual)))


def answer_for(policy: Policy, *, own: bool, follows: bool) -> str:
    """`automatic`, `manual` or `denied`: what somebody may expect who wants to quote it."""
    if own or _welcome(policy.automatic, follows):
        return "automatic"
    return "manual" if _welcome(policy.manual, follows) else "denied"


def _welcome(words: Collection[str], follows: bool) -> bool:
    return PUBLIC in words or (follows and FOLLOWERS in words)
