"""https://docs.joinmastodon.org/entities/GroupedNotificationsResults/, NotificationPolicy and NotificationRequest."""

from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.people.policies import CATEGORIES, Verdict
from fediai.domain.urls import Urls
from fediai.services.bells.groups import Grouped
from fediai.services.bells.policy import Chosen
from fediai.services.bells.requests import RequestView
from fediai.store.bells.groups import Group
from fediai.web.mastodon.entities.account import account
from fediai.web.mastodon.entities.notification import told
from fediai.web.mastodon.entities.status import status, statuses
from fediai.web.mastodon.entities.time import iso

PARTIAL = ("id", "acct", "url", "avatar", "avatar_static", "locked", "bot")


def grouped_notifications(page: Grouped, urls: Urls, viewer: Account, *, partial: bool = False) -> dict[str, Any]:
    """Groups, and apart from them every account and post once; with `partial`, most accounts as their picture only."""
    full = {one.latest.from_account_id for one in page.groups}
    named = {who for one in page.groups for who in one.senders if who in page.accounts}
    whole = [account(page.accounts[who], urls) for who in sorted(named & full if partial else named)]
    about = dict.fromkeys(one.latest.status_id for one in page.groups)
    shown = [page.statuses[key] for key in about if key in page.statuses]
    more: dict[str, Any] = {}
    if partial:
        more["partial_accounts"] = [_avatar(page.accounts[who], urls) for who in sorted(named - full)]
    return {
        "accounts": whole,
        **more,
        "statuses": statuses(shown, urls, viewer),
        "notification_groups": [_group(one, page, urls) for one in page.groups],
    }


def _avatar(one: Account, urls: Urls) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/PartialAccountWithAvatar/"""
    whole = account(one, urls)
    return {name: whole[name] for name in PARTIAL}


def _group(one: Group, page: Grouped, urls: Urls) -> dict[str, Any]:
    """Ice Cubes reads `most_recent_notification_id` as a JSON number."""
    latest = one.latest
    about: dict[str, Any] = {"status_id": str(latest.status_id)} if latest.status_id is not None else {}
    if latest.id in page.told:
        about |= told(page.told[latest.id], urls)
    return {
        "group_key": one.key,
        "notifications_count": one.count,
        "type": latest.type.value,
        "most_recent_notification_id": latest.id,
        "page_min_id": str(one.oldest_on_page),
        "page_max_id": str(latest.id),
        "latest_page_notification_at": iso(latest.created_at),
        "sample_account_ids": [str(who) for who in one.senders if who in page.accounts],
        **about,
    }


def _summary(chosen: Chosen) -> dict[str, int]:
    return {"pending_requests_count": chosen.people, "pending_notifications_count": chosen.waiting}


def notification_policy(chosen: Chosen) -> dict[str, Any]:
    """A word for each category."""
    words = {name: getattr(chosen.policy, name).value for name in CATEGORIES}
    return {**words, "summary": _summary(chosen)}


def notification_policy_v1(chosen: Chosen) -> dict[str, Any]:
    """Whether each category is kept from the list; of limited accounts the old version knew nothing."""
    words = {
        name.replace("for_", "filter_"): getattr(chosen.policy, name) is not Verdict.ACCEPT
        for name in CATEGORIES
        if name != "for_limited_accounts"
    }
    return {**words, "summary": _summary(chosen)}


def notification_request(view: RequestView, urls: Urls, owner: Account) -> dict[str, Any]:
    """Who was kept back; the count is a text, as documented."""
    one = view.request
    return {
        "id": str(one.id),
        "created_at": iso(one.created_at),
        "updated_at": iso(one.updated_at),
        "notifications_count": str(one.count),
        "account": account(view.account, urls),
        "last_status": status(view.status, urls, owner) if view.status else None,
    }
