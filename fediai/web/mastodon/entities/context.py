"""https://docs.joinmastodon.org/entities/Context/"""

from collections.abc import Iterable
from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.statuses import StatusView
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.status import statuses


def context(
    above: Iterable[StatusView], below: Iterable[StatusView], urls: Urls, viewer: Account | None
) -> dict[str, Any]:
    """A conversation around a status."""
    return {
        "ancestors": statuses(above, urls, viewer),
        "descendants": statuses(below, urls, viewer),
    }
