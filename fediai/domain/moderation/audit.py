"""The record of what moderators decide: who did what to whom, when and why."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from fediai.domain.accounts import Account

COMMAND_LINE = "the command line"
HOUSE_ITSELF = "the house itself"


class Deed(StrEnum):
    """Everything that is written down; the pages have a sentence for each."""

    WARN = "warn"
    DISABLE = "disable"
    ENABLE = "enable"
    SENSITISE = "sensitise"
    UNSENSITISE = "unsensitise"
    SILENCE = "silence"
    UNSILENCE = "unsilence"
    SUSPEND = "suspend"
    UNSUSPEND = "unsuspend"
    DELETE = "delete"
    APPROVE = "approve"
    REJECT = "reject"
    CHANGE_ROLE = "change_role"
    ASSIGN_REPORT = "assign_report"
    UNASSIGN_REPORT = "unassign_report"
    CHANGE_REPORT = "change_report"
    RESOLVE_REPORT = "resolve_report"
    REOPEN_REPORT = "reopen_report"
    LIMIT_DOMAIN = "limit_domain"
    ALLOW_DOMAIN = "allow_domain"
    FORGET_DOMAIN = "forget_domain"
    IMPORT_DOMAINS = "import_domains"
    BLOCK_IP = "block_ip"
    UNBLOCK_IP = "unblock_ip"
    BLOCK_EMAIL = "block_email"
    UNBLOCK_EMAIL = "unblock_email"
    DECIDE_TREND = "decide_trend"
    ANNOUNCE = "announce"
    CHANGE_ANNOUNCEMENT = "change_announcement"
    UNANNOUNCE = "unannounce"
    HOLD_BACK = "hold_back"  # by the house itself: a stranger names many of us
    CHANGE_HOUSE = "change_house"


@dataclass(frozen=True, slots=True)
class About:
    """Whom or what it was about; the name stays readable when the thing is gone."""

    kind: str
    name: str
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of `audit_entries`."""

    id: int
    account_id: int | None
    by_name: str
    deed: Deed
    about_kind: str
    about_id: int | None
    about_name: str
    reason: str
    details: dict[str, Any] = field(default_factory=dict)
    created_at: datetime | None = None


def about_account(one: Account) -> About:
    """An account, by its handle."""
    return About("account", f"@{one.acct}", one.id)
