"""What may be done about an account, by whom, and what its owner is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fediai.domain.accounts import Account

RANKS = {"user": 0, "moderator": 1, "admin": 2, "owner": 3}  # the owner types commands on the machine itself
STAFF = ("moderator", "admin")
LONGEST_TEXT = 5000


class Sanction(StrEnum):
    """Mastodon's words of an action, from a mere warning to the end."""

    NONE = "none"
    SENSITIVE = "sensitive"
    DISABLE = "disable"
    SILENCE = "silence"
    SUSPEND = "suspend"


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who moderates: a person with a role, or whoever types commands (no account)."""

    account: Account | None = None
    role: str = "owner"

    def may_act_on(self, role: str) -> bool:
        """Nobody acts on their equals."""
        return RANKS[self.role] > RANKS.get(role, 0)

    def is_at_least(self, role: str) -> bool:
        return RANKS.get(self.role, 0) >= RANKS[role]


OWNER = Staff()


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done about an account, and why; `text` is for its owner."""

    sanction: Sanction
    text: str = ""
    report_id: int | None = None
    status_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strike:
    """A row of `strikes`; `account_id` is the moderator's."""

    id: int
    account_id: int | None
    target_id: int
    action: str
    text: str
    report_id: int | None
    status_ids: tuple[str, ...]
    created_at: datetime


class SeveranceType(StrEnum):
    """Why follows ended without either side's doing; Mastodon's words."""

    DOMAIN_BLOCK = "domain_block"
    USER_DOMAIN_BLOCK = "user_domain_block"
    ACCOUNT_SUSPENSION = "account_suspension"


@dataclass(frozen=True, slots=True)
class Severance:
    """A row of `severances`: what one of ours lost by one decision."""

    id: int
    account_id: int
    type: SeveranceType
    target_name: str
    followers_count: int
    following_count: int
    created_at: datetime
