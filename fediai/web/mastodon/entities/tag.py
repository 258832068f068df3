"""https://docs.joinmastodon.org/entities/Tag/"""

from typing import Any

from fediai.domain.urls import Urls


def status_tag(name: str, urls: Urls) -> dict[str, Any]:
    """A hashtag of a status."""
    return {"name": name, "url": urls.tag(name)}


def tag(name: str, urls: Urls) -> dict[str, Any]:
    """A hashtag that was searched for; its history is not kept, and absent parts must not be null."""
    return {"id": name, **status_tag(name, urls), "history": []}
