"""https://docs.joinmastodon.org/entities/Status/#Mention"""

from collections.abc import Mapping
from typing import Any


def mention(one: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody a status names, as they were when it was written."""
    return {"id": str(one["id"]), "username": one["username"], "acct": one["acct"], "url": one["url"]}
