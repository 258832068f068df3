"""https://docs.joinmastodon.org/entities/Search/"""

from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.urls import Urls
from fediai.services.search import Found
from fediai.web.mastodon.entities.account import account
from fediai.web.mastodon.entities.status import statuses
from fediai.web.mastodon.entities.tag import tag


def search(found: Found, urls: Urls, viewer: Account | None) -> dict[str, Any]:
    """Three lists, always all three."""
    return {
        "accounts": [account(one, urls) for one in found.accounts],
        "statuses": statuses(found.statuses, urls, viewer),
        "hashtags": [tag(name, urls, found.weeks.get(name, ())) for name in found.hashtags],
    }
