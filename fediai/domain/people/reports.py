"""Reports: what somebody, here or elsewhere, wants the moderators to look at."""

from dataclasses import dataclass
from datetime import datetime

CATEGORIES = ("spam", "legal", "violation", "other")
LONGEST, MOST_STATUSES = 1000, 100


@dataclass(frozen=True, slots=True)
class Report:
    """A row of `reports`; `uri` is the Flag's, where it came from elsewhere."""

    id: int
    account_id: int
    target_id: int
    category: str
    comment: str
    status_ids: tuple[str, ...]  # as text: the posts may be gone by the time somebody looks
    rule_ids: tuple[str, ...]
    forwarded: bool
    uri: str
    assigned_id: int | None
    resolved_by_id: int | None
    created_at: datetime
    resolved_at: datetime | None
