"""How somebody becomes a member: what they tell of themselves, and the invitations that let them in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

OPEN, APPROVAL, INVITE, CLOSED = "open", "approval", "invite", "closed"
LONGEST_REASON: Final = 1000
MOST_USES, MOST_DAYS = 1000, 366


@dataclass(frozen=True, slots=True)
class Applicant:
    """What somebody fills in; `address` is where the form came from."""

    username: str
    email: str
    password: str
    reason: str = ""
    invite: str = ""
    locale: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class SignUp:
    """What is remembered of how somebody came."""

    user_id: int
    reason: str
    address: str
    invite_id: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that lets people in: so often, until then, unless it was taken back."""

    id: int
    user_id: int | None
    code: str
    most_uses: int | None
    uses: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None

    def opens(self, now: datetime) -> bool:
        """Would it let one more in?"""
        is_over = self.revoked_at is not None or (self.expires_at is not None and self.expires_at <= now)
        return not is_over and (self.most_uses is None or self.uses < self.most_uses)
