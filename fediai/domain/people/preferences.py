"""What a person has chosen for posting and reading, in the words of Mastodon's Preferences entity."""

from typing import Any

from fediai.domain.accounts import User
from fediai.domain.visibility import Visibility

VISIBILITY, SENSITIVE, LANGUAGE = "posting:default:visibility", "posting:default:sensitive", "posting:default:language"
QUOTES = "posting:default:quote_policy"
MEDIA, SPOILERS, AUTOPLAY = "reading:expand:media", "reading:expand:spoilers", "reading:autoplay:gifs"
DEFAULTS: dict[str, Any] = {
    VISIBILITY: Visibility.PUBLIC.value,
    SENSITIVE: False,
    LANGUAGE: None,
    QUOTES: "public",
    MEDIA: "default",
    SPOILERS: False,
    AUTOPLAY: False,
}


def preferences_of(user: User) -> dict[str, Any]:
    """Every preference with its value: the person's, or the usual one."""
    return {name: user.preferences.get(name, usual) for name, usual in DEFAULTS.items()}


MARKERS = "markers"  # how far somebody has read, kept beside what they have chosen


def last_read(user: User, timeline: str) -> int:
    """The id that the person's apps have last marked as read; 0 before the first time."""
    return int(user.preferences.get(MARKERS, {}).get(timeline, {}).get("last_read_id") or 0)
