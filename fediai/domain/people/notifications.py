"""What rings the bell."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fediai.domain.accounts import Account
from fediai.domain.moderation.sanctions import Severance, Strike
from fediai.domain.people.reports import Report
from fediai.domain.posts.signs import Sign
from fediai.domain.statuses import StatusView


class NotificationType(StrEnum):
    """Mastodon's words; clients crash on invented ones."""

    MENTION = "mention"
    STATUS = "status"
    REBLOG = "reblog"
    FOLLOW = "follow"
    FOLLOW_REQUEST = "follow_request"
    FAVOURITE = "favourite"
    UPDATE = "update"
    POLL = "poll"
    QUOTE = "quote"
    QUOTED_UPDATE = "quoted_update"
    ADMIN_REPORT = "admin.report"
    MODERATION_WARNING = "moderation_warning"
    SEVERED_RELATIONSHIPS = "severed_relationships"


# What is told to somebody about themselves, and so comes from themselves.
TO_ONESELF = frozenset(
    {NotificationType.POLL, NotificationType.MODERATION_WARNING, NotificationType.SEVERED_RELATIONSHIPS}
)


GROUPABLE = (NotificationType.FAVOURITE, NotificationType.REBLOG, NotificationType.FOLLOW)
_GROUPED_FOR = 12 * 3600


def group_key(type: NotificationType, status_id: int | None, at: datetime) -> str:
    """The same deed to the same thing within half a day is one line in a list; "" for what stands alone."""
    if type not in GROUPABLE:
        return ""
    parts = [type.value, *([str(status_id)] if status_id else []), str(int(at.timestamp()) // _GROUPED_FOR)]
    return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Notification:
    """A row of `notifications`."""

    id: int
    account_id: int
    from_account_id: int
    status_id: int | None
    type: NotificationType
    created_at: datetime
    group_key: str = ""
    about_id: int | None = None  # a report, a strike, a severance or a sign, by the type


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with whom it is about."""

    report: Report
    target: Account


About = ReportView | Strike | Severance | Sign


@dataclass(frozen=True, slots=True)
class NotificationView:
    """A notification with whom and what it is about."""

    notification: Notification
    account: Account
    status: StatusView | None = None
    about: About | None = None
