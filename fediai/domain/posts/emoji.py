"""Custom emoji: small pictures that stand for `:name:` in a text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST = 50  # of one text
# A word between colons, which neither hang on another word nor tell the time.
_NAMED = re.compile(r"(?<![\w:]):([A-Za-z0-9_]{2,64}):(?![\w:])", re.ASCII)
_HOST, _FAR_SHORTCODE = re.compile(r"[a-z0-9_.:-]{1,255}"), re.compile(r"[A-Za-z0-9_+-]{1,128}")
_SHORTCODE = re.compile(r"[A-Za-z0-9_]{2,64}")


@dataclass(frozen=True, slots=True)
class CustomEmoji:
    """A row of `custom_emojis`; `domain` is "" for our own."""

    id: int
    shortcode: str
    domain: str
    remote_url: str
    file: str
    category: str
    hidden: bool
    created_at: datetime
    updated_at: datetime
    fetched_at: datetime | None


def may_be_shortcode(name: str) -> bool:
    """What every server can read between two colons."""
    return _SHORTCODE.fullmatch(name) is not None


def may_be_theirs(domain: str, shortcode: str) -> bool:
    """Could a far host have named such an emoji? Hosts have their spelling of the wire, shortcodes no odd letters."""
    return _HOST.fullmatch(domain) is not None and _FAR_SHORTCODE.fullmatch(shortcode) is not None


def named_in(*texts: str) -> tuple[str, ...]:
    """The names between colons, each once, in order."""
    found = (name for text in texts if ":" in text for name in _NAMED.findall(text))
    return tuple(dict.fromkeys(found))[:MOST]


def among(emojis: Iterable[Mapping[str, Any]], *texts: str) -> list[Mapping[str, Any]]:
    """Those that these texts name."""
    return [one for one in emojis if any(f":{one['shortcode']}:" in text for text in texts)]
