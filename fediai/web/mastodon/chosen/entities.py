"""https://docs.joinmastodon.org/entities/ — List, FeaturedTag, and a Tag as its follower sees it."""

from collections.abc import Iterable
from typing import Any

from fediai.domain.people.lists import AccountList
from fediai.domain.posts.usage import Day
from fediai.domain.urls import Urls
from fediai.store.chosen.tags import FeaturedTag
from fediai.web.mastodon.entities.tag import tag
from fediai.web.mastodon.entities.time import day


def account_list(one: AccountList) -> dict[str, Any]:
    """A list without its members."""
    return {
        "id": str(one.id),
        "title": one.title,
        "replies_policy": one.replies_policy.value,
        "exclusive": one.exclusive,
    }


def featured_tag(one: FeaturedTag, urls: Urls) -> dict[str, Any]:
    """A hashtag on a profile; its count is a text, as documented."""
    return {
        "id": str(one.id),
        "name": one.tag,
        "url": urls.tag(one.tag),
        "statuses_count": str(one.uses),
        "last_status_at": day(one.last) if one.last else None,
    }


def chosen_tag(name: str, urls: Urls, week: Iterable[Day], *, following: bool, featuring: bool) -> dict[str, Any]:
    """A hashtag with what it is to the caller."""
    return {**tag(name, urls, week), "following": following, "featuring": featuring}
