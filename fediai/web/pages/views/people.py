"""Accounts as templates read them."""

from collections.abc import Iterable
from typing import Any

from markupsafe import escape

from fediai.domain.accounts import Account
from fediai.domain.statuses import StatusView
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.account import picture as address
from fediai.web.pages.views.emoji import drawn, drawn_name
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.pictures import how, shown


def face(account: Account, urls: Urls) -> dict[str, Any]:
    """A name with a portrait."""
    has_picture = bool(account.avatar_file or account.avatar_remote_url)
    return {
        "id": account.id,
        "name": account.display_name or account.username,
        "drawn_name": drawn_name(account, urls),
        "username": account.username,
        "acct": account.acct,
        "url": f"/@{account.acct}",
        "avatar": address(account, "avatar", urls) if has_picture else None,
    }


def profile(account: Account, lens: Lens, moved: Account | None = None) -> dict[str, Any]:
    """Everything that a profile page tells about somebody."""
    return {
        **face(account, lens.urls),
        "full_acct": account.acct if account.domain else f"{account.username}@{lens.urls.domain}",
        "note": drawn(account.note, account.emojis, account.domain, lens.urls),
        "fields": [_field(field, account, lens.urls) for field in account.fields],
        "is_me": lens.is_me(account),
        "is_bot": account.bot,
        "moved_to": face(moved, lens.urls) if moved else None,
        "original_url": _page(account),
        "host": account.domain,
        "uri": account.uri,
    }


def _field(field: dict[str, Any], of: Account, urls: Urls) -> dict[str, Any]:
    return {
        "name": drawn(escape(field["name"]), of.emojis, of.domain, urls),
        "value": drawn(field["value"], of.emojis, of.domain, urls),
        "verified": bool(field.get("verified_at")),
    }


def _page(account: Account) -> str | None:
    """Where a far account's own page is, if that is an address for browsers."""
    url = account.url or account.uri
    return url if account.domain and url.startswith(("https://", "http://")) else None


def mix(views: Iterable[StatusView]) -> dict[str, int] | None:
    """How somebody's last posts divide into AI, words and other pictures; boosts are not theirs."""
    counts = {"ai": 0, "words": 0, "hand": 0}
    for view in views:
        if view.reblog is None and not view.status.is_pending:
            counts[_kind(view)] += 1
    return counts if sum(counts.values()) else None


def _kind(view: StatusView) -> str:
    media = shown(view)
    if not media:
        return "words"
    return "ai" if any(how(one, view) in ("model", "formula") for one in media) else "hand"
