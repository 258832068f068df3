"""What can be a user name, an e-mail address and a password here; and whose login is in order."""

import re

from fediai.domain.accounts import RESERVED, Account, User, may_be_username
from fediai.domain.errors import Invalid

SHORTEST, LONGEST = 8, 256
_EMAIL = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"/]{1,190}")
TAKEN = {"username": "The user name is taken", "email": "The e-mail address is taken"}


class Unfit(Invalid):
    """What was typed into a form can't be; `details` has a sentence for each field."""

    def __init__(self, **details: str) -> None:
        super().__init__("Validation failed: " + ", ".join(details.values()))
        self.details = details


def faults_of(username: str, email: str, password: str) -> dict[str, str]:
    """What is wrong with a new login, by field, before anybody looks whether it is taken."""
    found = {
        "username": fault_of_username(username),
        "email": None if _EMAIL.fullmatch(email.strip()) else "The e-mail address is not one",
        "password": fault_of_password(password),
    }
    return {field: fault for field, fault in found.items() if fault is not None}


def fault_of_username(username: str) -> str | None:
    """Why this can't be a user name, if it can't."""
    if not may_be_username(username):
        return "The user name may have letters, digits and underscores only"
    if username.lower() in RESERVED:
        return "The user name is kept for the house"
    return None


def fault_of_password(password: str) -> str | None:
    """Why this can't be a password, if it can't."""
    if len(password) < SHORTEST:
        return f"The password is too short (at least {SHORTEST} characters)"
    if len(password) > LONGEST:
        return f"The password is too long (at most {LONGEST} characters)"
    return None


def in_order(user: User, account: Account) -> bool:
    """May this login act? Not when disabled, suspended, deleted, or waiting to be confirmed or approved."""
    stops = (user.disabled_at, account.suspended_at, account.deleted_at)
    return not any(stops) and None not in (user.confirmed_at, user.approved_at)
