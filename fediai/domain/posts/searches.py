"""What somebody typed into a search field: words, "phrases", -words, and operators such as `from:alice has:media`."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from fediai.domain.posts.words import tokens

MOST_TERMS = 16
_PIECE = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9-]{1,20})?", re.IGNORECASE)
MEDIA = frozenset({"media", "image", "images"})


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that stand side by side; the last one may go on, unless it was put in quotes."""

    tokens: tuple[str, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """Every part narrows; what nobody understands is a word like any other."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    by: str = ""  # a handle, or "me"
    media: bool = False
    reply: bool = False
    sensitive: bool = False
    library: bool = False  # only what is the asker's own, was said to them, or is kept by them
    language: str = ""
    after: datetime | None = None
    before: datetime | None = None

    @property
    def is_narrow(self) -> bool:
        """It names words, a person or one's own library: enough to look for without walking through everything."""
        return bool(self.terms or self.by or self.library)


def search_of(text: str) -> Search:
    """Reads anything; there is no query that can't be read."""
    found = Search()
    for piece in list(_PIECE.finditer(text))[:MOST_TERMS]:
        minus, operator, phrase, word = piece.groups()
        value = phrase if phrase is not None else word
        changed = _operated(found, (operator or "").lower(), value) if operator and not minus else None
        found = changed or _worded(found, piece[0] if operator else value, minus=bool(minus), exact=phrase is not None)
    return found


def _worded(found: Search, text: str, *, minus: bool, exact: bool) -> Search:
    term = Term(tuple(tokens(text)[:MOST_TERMS]), exact)
    if not term.tokens:
        return found
    if minus:
        return replace(found, without=(*found.without, term))
    return replace(found, terms=(*found.terms, term))


def _operated(found: Search, operator: str, value: str) -> Search | None:
    word = value.lower()
    match operator:
        case "from":
            return replace(found, by=word.removeprefix("@"))
        case "has" if word in MEDIA:
            return replace(found, media=True)
        case "is" if word == "reply":
            return replace(found, reply=True)
        case "is" if word == "sensitive":
            return replace(found, sensitive=True)
        case "in" if word in ("library", "all", "public"):
            return replace(found, library=word == "library")
        case "language" if _LANGUAGE.fullmatch(word):
            return replace(found, language=word)
        case _:
            return _dated(found, operator, word)


def _dated(found: Search, operator: str, word: str) -> Search | None:
    """Days as UTC has them: `before:` and `after:` leave the day itself out, `during:` is the day."""
    try:
        day = datetime.combine(date.fromisoformat(word), datetime.min.time(), UTC)
        following = day + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if day.year <= 1970:
        return None
    match operator:
        case "before":
            return replace(found, before=day)
        case "after":
            return replace(found, after=following)
        case "during":
            return replace(found, after=day, before=following)
        case _:
            return None
