"""https://docs.joinmastodon.org/entities/CredentialAccount/ — one's own account, with what only oneself may see."""

from typing import Any

from fediai.domain.accounts import Account, User
from fediai.domain.people.preferences import LANGUAGE, QUOTES, SENSITIVE, VISIBILITY, preferences_of
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.account import account, raw_fields

# Mastodon's ids and bits: 1 administers, 4 + 16 + 1024 handle reports, 65536 invites.
ROLES = {
    "user": {"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False},
    "moderator": {"id": "1", "name": "Moderator", "permissions": "1308", "color": "", "highlighted": True},
    "admin": {"id": "3", "name": "Admin", "permissions": "1", "color": "", "highlighted": True},
}


def credential_account(
    one: Account, user: User, urls: Urls, waiting: int = 0, moved: Account | None = None
) -> dict[str, Any]:
    """`waiting` is how many ask to follow; `moved`, where the account lives now."""
    chosen = preferences_of(user)
    return {
        **account(one, urls, moved),
        "source": {
            "privacy": chosen[VISIBILITY],
            "sensitive": chosen[SENSITIVE],
            "language": chosen[LANGUAGE],
            "quote_policy": chosen[QUOTES],
            "note": one.note_source,
            "fields": raw_fields(one),
            "follow_requests_count": waiting,
            "hide_collections": False,
            "discoverable": one.discoverable,
            "indexable": one.indexable,
            "attribution_domains": [*one.attribution_domains],
            "may_remix": one.may_remix,
            "may_learn": one.may_learn,
        },
        "role": dict(ROLES.get(user.role, ROLES["user"])),
    }
