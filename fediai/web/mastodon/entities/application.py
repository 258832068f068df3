"""https://docs.joinmastodon.org/entities/Application/ and its kin for credentials."""

from typing import Any

from fediai.domain.people.oauth import App


def application(one: App, push_key: str) -> dict[str, Any]:
    """What an app may know of itself at any time."""
    return {
        "id": str(one.id),
        "name": one.name,
        "website": one.website,
        "scopes": one.scopes.split(),
        "redirect_uri": "\n".join(one.redirect_uris),
        "redirect_uris": list(one.redirect_uris),
        "vapid_key": push_key,
    }


def credential_application(one: App, secret: str, push_key: str) -> dict[str, Any]:
    """What it is told once, when it registers."""
    return {
        **application(one, push_key),
        "client_id": one.client_id,
        "client_secret": secret,
        "client_secret_expires_at": 0,
    }
