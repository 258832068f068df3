"""https://docs.joinmastodon.org/entities/Notification/"""

from collections.abc import Iterable
from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.moderation.sanctions import Severance, Strike
from fediai.domain.people.notifications import NotificationView, ReportView
from fediai.domain.people.reports import Report
from fediai.domain.posts.signs import Sign
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.account import People, account
from fediai.web.mastodon.entities.custom_emoji import sign_url
from fediai.web.mastodon.entities.status import status
from fediai.web.mastodon.entities.time import iso


def notifications(views: Iterable[NotificationView], urls: Urls, viewer: Account) -> list[dict[str, Any]]:
    """Those of one answer."""
    people = People(urls)
    return [notification(view, urls, viewer, people) for view in views]


def notification(view: NotificationView, urls: Urls, viewer: Account, people: People | None = None) -> dict[str, Any]:
    """Who did what; with the status, where it is about one. `people` are those of the answer in which it stands."""
    one, people = view.notification, people or People(urls)
    about = {"status": status(view.status, urls, viewer, people=people)} if view.status else {}
    return {
        "id": str(one.id),
        "type": one.type.value,
        "group_key": one.group_key or f"ungrouped-{one.id}",
        "created_at": iso(one.created_at),
        "account": people.of(view.account),
        **about,
        **(told(view, urls) if view.about else {}),
    }


def told(view: NotificationView, urls: Urls) -> dict[str, Any]:
    """What moderators decided or have to look at, or the emoji, where the notification is about that."""
    match view.about:
        case ReportView(one, target):
            return {"report": report(one, target, urls)}
        case Strike() as one:
            return {"moderation_warning": account_warning(one, view.account, urls)}
        case Severance() as one:
            return {"event": severance(one)}
        case Sign() as one:
            return _sign(one, urls)
    return {}


def report(made: Report, target: Account, urls: Urls) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Report/"""
    return {
        "id": str(made.id),
        "action_taken": made.resolved_at is not None,
        "action_taken_at": iso(made.resolved_at) if made.resolved_at else None,
        "category": made.category,
        "comment": made.comment,
        "forwarded": made.forwarded,
        "created_at": iso(made.created_at),
        "status_ids": [*made.status_ids],
        "rule_ids": [*made.rule_ids],
        "target_account": account(target, urls),
    }


def account_warning(one: Strike, target: Account, urls: Urls) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/AccountWarning/"""
    return {
        "id": str(one.id),
        "action": one.action,
        "text": one.text,
        "status_ids": [*one.status_ids],
        "target_account": account(target, urls),
        "appeal": None,
        "created_at": iso(one.created_at),
    }


def severance(one: Severance) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/RelationshipSeveranceEvent/"""
    return {
        "id": str(one.id),
        "type": one.type.value,
        "purged": False,
        "target_name": one.target_name,
        "followers_count": one.followers_count,
        "following_count": one.following_count,
        "created_at": iso(one.created_at),
    }


def _sign(one: Sign, urls: Urls) -> dict[str, Any]:
    """By which emoji a favourite was said, as Akkoma and Pleroma have it; others pass it over."""
    return {"emoji": f":{one.name}:" if one.url else one.name, "emoji_url": sign_url(one, urls)}
