"""What the house has to say to everybody who lives here."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

LONGEST, MOST_SIGNS = 5000, 8


@dataclass(frozen=True, slots=True)
class Announcement:
    """A row of `announcements`; it counts from `starts_at` to `ends_at`, where these are said."""

    id: int
    text: str
    all_day: bool
    starts_at: datetime | None
    ends_at: datetime | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji, how many gave it, and whether the viewer did."""

    name: str
    count: int
    me: bool = False


def is_sign(name: str) -> bool:
    """One emoji, which may be several characters long; no letters, no digits alone, nothing invisible only."""
    if not 0 < len(name) <= 16 or name.isascii():
        return False
    kinds = {unicodedata.category(letter) for letter in name}
    return bool(kinds & {"So", "Sk"}) and kinds <= {"So", "Sk", "Mn", "Me", "Cf", "Nd", "Po"}
