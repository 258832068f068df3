"""Polls: what a draft may ask, what a far server says of one, and how one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fediai.domain.errors import Invalid

MOST_OPTIONS, LONGEST_OPTION = 4, 50
SHORTEST, LONGEST = 300, 2_629_746  # seconds
YES = frozenset({True, "true", "1", "on"})


@dataclass(frozen=True, slots=True)
class Option:
    """One answer and how many chose it."""

    title: str
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it stands at one moment for one viewer, whose own choices are `chosen`."""

    id: int
    status_id: int
    options: tuple[Option, ...]
    multiple: bool = False
    hide_totals: bool = False
    expires_at: datetime | None = None
    voters: int | None = None
    expired: bool = False
    chosen: tuple[int, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(option.title for option in self.options)

    @property
    def shows_totals(self) -> bool:
        """Hidden results are shown when it is over."""
        return self.expired or not self.hide_totals


@dataclass(frozen=True, slots=True)
class PollDraft:
    """What somebody wants to ask; `seconds` is how long."""

    titles: tuple[str, ...]
    multiple: bool
    hide_totals: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class RemotePoll:
    """What a Question from elsewhere offers, and how it stands there."""

    options: tuple[Option, ...]
    multiple: bool = False
    expires_at: datetime | None = None
    voters: int | None = None


def asked(given: Any) -> PollDraft | None:
    """What a client sent as `poll`, or `Invalid` with a sentence; None when it asks nothing."""
    if not isinstance(given, Mapping):
        return None
    listed = given.get("options")
    if isinstance(listed, Mapping):
        listed = list(listed.values())
    titles = tuple(str(one).strip() for one in (listed if isinstance(listed, list) else ()))
    _check_titles(titles)
    return PollDraft(titles, given.get("multiple") in YES, given.get("hide_totals") in YES, _seconds(given))


def _check_titles(titles: tuple[str, ...]) -> None:
    if len(titles) < 2:
        raise Invalid("Validation failed: A poll must have more than one option")
    if len(titles) > MOST_OPTIONS:
        raise Invalid(f"Validation failed: A poll can't contain more than {MOST_OPTIONS} options")
    if not all(titles):
        raise Invalid("Validation failed: The options of a poll can't be blank")
    if any(len(title) > LONGEST_OPTION for title in titles):
        raise Invalid(f"Validation failed: An option can't be longer than {LONGEST_OPTION} characters")
    if len(set(titles)) < len(titles):
        raise Invalid("Validation failed: The options of a poll must differ")


def _seconds(given: Mapping[str, Any]) -> int:
    word = str(given.get("expires_in") or "").strip()
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise Invalid("Validation failed: expires_in must say for how many seconds a poll is open")
    seconds = int(word)
    if not SHORTEST <= seconds <= LONGEST:
        raise Invalid(f"Validation failed: A poll must be open between {SHORTEST} and {LONGEST} seconds")
    return seconds
