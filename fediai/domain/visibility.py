"""Who may see what; one function per question. Mastodon's words: public, unlisted, private, direct."""

from enum import StrEnum


class Visibility(StrEnum):
    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"
    DIRECT = "direct"


LOUDNESS = (Visibility.DIRECT, Visibility.PRIVATE, Visibility.UNLISTED, Visibility.PUBLIC)
OPEN = frozenset({Visibility.PUBLIC, Visibility.UNLISTED})


def quieter(one: Visibility, other: Visibility) -> Visibility:
    """The one of the two that fewer people see."""
    return min(one, other, key=LOUDNESS.index)


def may_be_reblogged(visibility: Visibility, *, own: bool) -> bool:
    """Open posts by anybody; followers-only posts by their author; direct ones never."""
    return visibility in OPEN or (own and visibility is Visibility.PRIVATE)
