"""https://docs.joinmastodon.org/entities/Admin_Account/ and its neighbours."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from fediai.domain.people.reports import Report
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.domain.urls import Urls
from fediai.store.moderation.people import Known
from fediai.web.mastodon.entities.account import account
from fediai.web.mastodon.entities.credential_account import ROLES
from fediai.web.mastodon.entities.time import iso


def admin_account(known: Known, urls: Urls) -> dict[str, Any]:
    """With what only moderators see; of accounts elsewhere there is no login."""
    one, user = known.account, known.user
    return {
        "id": str(one.id),
        "username": one.username,
        "domain": one.domain or None,
        "created_at": iso(one.created_at),
        "email": user.email if user else None,
        "ip": known.addresses[0][0] if known.addresses else None,
        "ips": [{"ip": address, "used_at": iso(at)} for address, at in known.addresses],
        "locale": (user.locale or "en") if user else None,
        "invite_request": known.reason or None,
        "role": dict(ROLES.get(user.role, ROLES["user"])) if user else None,
        "confirmed": user is not None and user.confirmed_at is not None,
        "approved": user is not None and user.approved_at is not None,
        "disabled": user is not None and user.disabled_at is not None,
        "sensitized": one.sensitized_at is not None,
        "silenced": one.silenced_at is not None,
        "suspended": one.suspended_at is not None,
        "account": account(one, urls),
        "created_by_application_id": None,
        "invited_by_account_id": None,
    }


def admin_report(
    report: Report, people: Mapping[int, Known], statuses: list[dict[str, Any]], rules: tuple[str, ...], urls: Urls
) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_Report/"""

    def shown(id: int | None) -> dict[str, Any] | None:
        known = people.get(id or 0)
        return admin_account(known, urls) if known else None

    numbers = [int(one) for one in report.rule_ids if one.isdigit() and 0 < int(one) <= len(rules)]
    return {
        "id": str(report.id),
        "action_taken": report.resolved_at is not None,
        "action_taken_at": iso(report.resolved_at) if report.resolved_at else None,
        "category": report.category,
        "comment": report.comment,
        "forwarded": report.forwarded,
        "created_at": iso(report.created_at),
        "updated_at": iso(report.resolved_at or report.created_at),
        "account": shown(report.account_id),
        "target_account": shown(report.target_id),
        "assigned_account": shown(report.assigned_id),
        "action_taken_by_account": shown(report.resolved_by_id),
        "statuses": statuses,
        "rules": [{"id": str(number), "text": rules[number - 1], "hint": ""} for number in numbers],
    }


def domain_block(id: int, rule: Rule, at: Any) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_DomainBlock/"""
    return {
        "id": str(id),
        "domain": rule.domain,
        "digest": sha256(rule.domain.encode()).hexdigest(),
        "created_at": iso(at),
        "severity": rule.severity.value,
        "reject_media": rule.reject_media,
        "reject_reports": rule.reject_reports,
        "private_comment": rule.private_comment or None,
        "public_comment": rule.comment or None,
        "obfuscate": rule.obfuscate,
    }


def domain_allow(id: int, rule: Rule, at: Any) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_DomainAllow/"""
    assert rule.severity is Severity.ALLOW
    return {"id": str(id), "domain": rule.domain, "created_at": iso(at)}
