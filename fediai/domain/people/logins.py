"""What can be a user name, an e-mail address and a password here; and whose login is in order."""

import re

from fediai.domain.accounts import RESERVED, Account, User, may_be_username
from fediai.domain.errors import Invalid

SHORTEST, LONGEST = 8, 256
# Names under which strangers would believe whatever they are told.
KEPT_NAMES = frozenset({
    "abuse", "admin", "administrator", "hostmaster", "moderator", "postmaster", "root", "security", "support",
    "webmaster",
})  # fmt: skip
_EMAIL = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"/]{1,190}")


class Fault(str):
    """A sentence about a field, with Mastodon's word for what is wrong, which apps and catalogues look up."""

    code: str

    def __new__(cls, code: str, sentence: str) -> "Fault":
        fault = super().__new__(cls, sentence)
        fault.code = code
        return fault


TAKEN = {
    "username": Fault("ERR_TAKEN", "The user name is taken"),
    "email": Fault("ERR_TAKEN", "The e-mail address is taken"),
}


class Unfit(Invalid):
    """What was typed into a form can't be; `details` has what is wrong with each field."""

    def __init__(self, **details: Fault) -> None:
        super().__init__("Validation failed: " + ", ".join(details.values()))
        self.details = details


def faults_of(username: str, email: str, password: str) -> dict[str, Fault]:
    """What is wrong with a new login, by field, before anybody looks whether it is taken."""
    found = {
        "username": fault_of_username(username),
        "email": fault_of_email(email),
        "password": fault_of_password(password),
    }
    return {field: fault for field, fault in found.items() if fault is not None}


def fault_of_username(username: str) -> Fault | None:
    """Why this can't be a user name, if it can't."""
    if not username:
        return Fault("ERR_BLANK", "The user name can't be blank")
    if not may_be_username(username):
        return Fault("ERR_INVALID", "The user name may have letters, digits and underscores only, thirty at most")
    if username.lower() in RESERVED | KEPT_NAMES:
        return Fault("ERR_RESERVED", "The user name is kept for the house")
    return None


def fault_of_email(email: str) -> Fault | None:
    """Why this can't be an e-mail address, if it can't."""
    if not email.strip():
        return Fault("ERR_BLANK", "The e-mail address can't be blank")
    return None if _EMAIL.fullmatch(email.strip()) else Fault("ERR_INVALID", "The e-mail address is not one")


def fault_of_password(password: str) -> Fault | None:
    """Why this can't be a password, if it can't."""
    if not password:
        return Fault("ERR_BLANK", "The password can't be blank")
    if len(password) < SHORTEST:
        return Fault("ERR_TOO_SHORT", f"The password is too short (at least {SHORTEST} characters)")
    if len(password) > LONGEST:
        return Fault("ERR_TOO_LONG", f"The password is too long (at most {LONGEST} characters)")
    return None


def stop_of(user: User, account: Account) -> str:
    """Why this login may not act at present, in a word: "" when it may."""
    if user.disabled_at or account.suspended_at or account.deleted_at:
        return "disabled"
    if user.confirmed_at is None:
        return "unconfirmed"
    return "" if user.approved_at is not None else "pending"


def in_order(user: User, account: Account) -> bool:
    """May this login act? Not when disabled, suspended, deleted, or waiting to be confirmed or approved."""
    return not stop_of(user, account)
