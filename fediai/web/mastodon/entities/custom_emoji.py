"""https://docs.joinmastodon.org/entities/CustomEmoji/"""

from collections.abc import Iterable, Mapping
from typing import Any

from fediai.domain.posts.emoji import CustomEmoji
from fediai.domain.posts.signs import Sign
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


def sign_url(one: Sign, urls: Urls) -> str | None:
    """The picture of a sign, through our cache; an emoji needs none."""
    return urls.remote_emoji(one.domain, one.name, one.url) if one.url else None


def signs(several: Iterable[Sign], urls: Urls) -> dict[str, Any]:
    """No part of Mastodon's API: `emoji_reactions` as Akkoma and Fedibird, `reactions` as Glitch's kin name them."""
    shown = [
        {
            "name": f"{one.name}@{one.domain}" if one.url else one.name,
            "count": one.count,
            "me": False,
            "url": sign_url(one, urls),
            "static_url": sign_url(one, urls),
        }
        for one in several
    ]
    return {"emoji_reactions": shown, "reactions": shown}
