"""https://docs.joinmastodon.org/entities/Notification/"""

from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.people.notifications import NotificationView
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.account import account
from fediai.web.mastodon.entities.status import status
from fediai.web.mastodon.entities.time import iso


def notification(view: NotificationView, urls: Urls, viewer: Account) -> dict[str, Any]:
    """Who did what; with the status, where it is about one."""
    one = view.notification
    about = {"status": status(view.status, urls, viewer)} if view.status else {}
    return {
        "id": str(one.id),
        "type": one.type.value,
        "group_key": one.group_key or f"ungrouped-{one.id}",
        "created_at": iso(one.created_at),
        "account": account(view.account, urls),
        **about,
    }
