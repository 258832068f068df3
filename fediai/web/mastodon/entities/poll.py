"""https://docs.joinmastodon.org/entities/Poll/"""

from collections.abc import Sequence
from typing import Any

from fediai.domain.polls import Poll
from fediai.web.mastodon.entities.time import iso


def poll(one: Poll, *, own: bool, known: bool, emojis: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """How it stands; `known`: the viewer is somebody, `own`: they asked it."""
    mine = {"voted": own or bool(one.chosen), "own_votes": list(one.chosen)} if known else {}
    return {
        "id": str(one.id),
        "expires_at": iso(one.expires_at) if one.expires_at else None,
        "expired": one.expired,
        "multiple": one.multiple,
        "votes_count": sum(option.votes for option in one.options),
        "voters_count": one.voters if one.multiple else sum(option.votes for option in one.options),
        "options": [
            {"title": option.title, "votes_count": option.votes if one.shows_totals else None} for option in one.options
        ],
        "emojis": [*emojis],
        **mine,
    }
