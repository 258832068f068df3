"""Filters: what somebody does not want to see, and whether a post is that."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache


class Action(StrEnum):
    """What happens to a post that matches: shown behind a warning, not at all, or with its pictures blurred."""

    WARN = "warn"
    HIDE = "hide"
    BLUR = "blur"


CONTEXTS = ("home", "notifications", "public", "thread", "account")


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase; `whole_word`: not as a part of another."""

    id: int
    keyword: str
    whole_word: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """A row of `filters` with its keywords and the posts (by filter entry) that it names."""

    id: int
    account_id: int
    title: str
    contexts: tuple[str, ...]
    action: Action = Action.WARN
    expires_at: datetime | None = None
    keywords: tuple[Keyword, ...] = ()
    statuses: tuple[tuple[int, int], ...] = field(default=())  # (id of the entry, id of the post)

    def is_active(self, now: datetime) -> bool:
        return self.expires_at is None or self.expires_at > now


@dataclass(frozen=True, slots=True)
class Match:
    """A filter that a post is caught in: by which keywords, and whether it is named itself."""

    filter: Filter
    keywords: tuple[str, ...]
    status_id: int | None


def matches(filters: Iterable[Filter], status_id: int, texts: Iterable[str]) -> tuple[Match, ...]:
    """Every filter that catches a post with these texts."""
    whole = "\n".join(texts)
    found = (_match(one, status_id, whole) for one in filters)
    return tuple(match for match in found if match.keywords or match.status_id is not None)


def _match(one: Filter, status_id: int, text: str) -> Match:
    words = tuple(word.keyword for word in one.keywords if pattern(word.keyword, word.whole_word).search(text))
    named = any(about == status_id for _, about in one.statuses)
    return Match(one, words, status_id if named else None)


@lru_cache(maxsize=4096)
def pattern(keyword: str, whole_word: bool) -> re.Pattern[str]:
    """Letters of either case; a border only where the keyword begins or ends with a letter or digit."""
    words = re.escape(keyword)
    if whole_word:
        before = r"\b" if re.match(r"\w", keyword) else ""
        after = r"\b" if re.search(r"\w$", keyword) else ""
        words = before + words + after
    return re.compile(words, re.IGNORECASE)


def hides(found: Iterable[Match], context: str) -> bool:
    """Is it dropped there by the server, so that no client has to?"""
    return any(match.filter.action is Action.HIDE and context in match.filter.contexts for match in found)
