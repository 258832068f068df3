"""What rings the bell."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fediai.domain.accounts import Account
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


@dataclass(frozen=True, slots=True)
class Notification:
    """A row of `notifications`."""

    id: int
    account_id: int
    from_account_id: int
    status_id: int | None
    type: NotificationType
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NotificationView:
    """A notification with whom and what it is about."""

    notification: Notification
    account: Account
    status: StatusView | None = None
