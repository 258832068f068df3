"""https://docs.joinmastodon.org/entities/Relationship/"""

from dataclasses import asdict
from typing import Any

from fediai.domain.accounts import Relationship


def relationship(one: Relationship) -> dict[str, Any]:
    """Every field always: some apps refuse one that lacks any."""
    return {**asdict(one), "id": str(one.id), "languages": list(one.languages)}
