"""https://docs.joinmastodon.org/entities/CustomEmoji/"""

from collections.abc import Iterable, Mapping
from typing import Any


def custom_emojis(emojis: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The pictures that a text names; far ones are never offered in our picker."""
    return [
        {"shortcode": e["shortcode"], "url": e["url"], "static_url": e["url"], "visible_in_picker": False}
        for e in emojis
    ]
