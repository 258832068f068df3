"""https://docs.joinmastodon.org/entities/CustomEmoji/"""

from collections.abc import Iterable, Mapping
from typing import Any

from fediai.domain.posts.emoji import CustomEmoji
from fediai.domain.urls import Urls


def custom_emojis(emojis: Iterable[Mapping[str, Any]], domain: str, urls: Urls) -> list[dict[str, Any]]:
    """The pictures that a text of somebody at `domain` names; not offered in our picker."""
    return [_emoji(one["shortcode"], picture_url(one, domain, urls)) for one in emojis]


def picture_url(one: Mapping[str, Any], domain: str, urls: Urls) -> str:
    """Ours by its key, a far one through our cache."""
    if domain:
        return urls.remote_emoji(domain, one["shortcode"], one["url"])
    return urls.file(one["file"])


def _emoji(shortcode: str, url: str) -> dict[str, Any]:
    return {"shortcode": shortcode, "url": url, "static_url": url, "visible_in_picker": False}


def own_emoji(one: CustomEmoji, urls: Urls) -> dict[str, Any]:
    """One of ours, for the picker of clients."""
    category = {"category": one.category} if one.category else {}
    return {**_emoji(one.shortcode, urls.file(one.file)), "visible_in_picker": not one.hidden, **category}
