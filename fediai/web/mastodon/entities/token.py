"""https://docs.joinmastodon.org/entities/Token/"""

from typing import Any

from fediai.services.people.oauth import Token


def token(one: Token) -> dict[str, Any]:
    """`created_at` is a number, and all four are needed by native apps."""
    return {
        "access_token": one.access_token,
        "token_type": "Bearer",
        "scope": one.scope,
        "created_at": int(one.created_at.timestamp()),
    }
