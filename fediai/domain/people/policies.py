"""Who may ring somebody's bell, as they choose it by category: at once, kept back until they look, or never."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum

from fediai.domain.people.notifications import TO_ONESELF, NotificationType

FOLLOWER_AFTER, NEW_FOR = timedelta(days=3), timedelta(days=30)
# What the person asked for themselves, whoever causes it.
ALWAYS = TO_ONESELF | {NotificationType.UPDATE, NotificationType.ADMIN_REPORT}


class Verdict(StrEnum):
    """Mastodon's words, from the mildest to the strictest."""

    ACCEPT = "accept"
    FILTER = "filter"
    DROP = "drop"


_STRICTNESS = {verdict: number for number, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Policy:
    """A verdict for each kind of stranger; unless said, private mentions and limited accounts are kept back."""

    for_not_following: Verdict = Verdict.ACCEPT
    for_not_followers: Verdict = Verdict.ACCEPT
    for_new_accounts: Verdict = Verdict.ACCEPT
    for_private_mentions: Verdict = Verdict.FILTER
    for_limited_accounts: Verdict = Verdict.FILTER


CATEGORIES = tuple(field.name for field in fields(Policy))


@dataclass(frozen=True, slots=True)
class Caller:
    """What one who rings is to the person whose bell it is."""

    followed: bool = False
    follower_since: datetime | None = None
    since: datetime | None = None  # when their account was made
    limited: bool = False
    unasked: bool = False  # it is a private mention, and no answer to one

    def falls_under(self, now: datetime) -> list[str]:
        """The categories of strangers that they belong to; whom one follows is no stranger but in one way."""
        late = self.follower_since is None or self.follower_since > now - FOLLOWER_AFTER
        new = self.since is not None and self.since > now - NEW_FOR
        found = {
            "for_not_following": not self.followed,
            "for_not_followers": late,
            "for_new_accounts": new and not self.followed,
            "for_private_mentions": self.unasked and not self.followed,
            "for_limited_accounts": self.limited and not self.followed,
        }
        return [name for name, holds in found.items() if holds]


def judged(policy: Policy, caller: Caller, now: datetime) -> Verdict:
    """The strictest of what is said about the categories that the caller falls under."""
    said = [getattr(policy, name) for name in caller.falls_under(now)]
    return max(said, key=_STRICTNESS.__getitem__, default=Verdict.ACCEPT)
