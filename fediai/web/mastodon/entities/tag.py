"""https://docs.joinmastodon.org/entities/Tag/"""

from collections.abc import Iterable
from typing import Any

from fediai.domain.posts.usage import Day
from fediai.domain.urls import Urls


def status_tag(name: str, urls: Urls) -> dict[str, Any]:
    """A hashtag of a status."""
    return {"name": name, "url": urls.tag(name)}


def tag(name: str, urls: Urls, week: Iterable[Day] = ()) -> dict[str, Any]:
    """A hashtag that is looked at by itself, with its week."""
    return {"id": name, **status_tag(name, urls), "history": history(week)}


def history(week: Iterable[Day]) -> list[dict[str, str]]:
    """Of a hashtag or a page, day by day; numbers are texts, as documented."""
    return [{"day": str(int(one.at.timestamp())), "uses": str(one.uses), "accounts": str(one.accounts)} for one in week]
