"""What people have allowed apps to do in their name, for the page on which they take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from fediai.store.database import Transaction
from fediai.store.tables import oauth_apps, oauth_tokens

_LIVE = oauth_tokens.c.revoked_at.is_(None)
_MINE = oauth_tokens.c.user_id == bindparam("user")
_OF_USER = (
    select(
        oauth_apps.c.id,
        oauth_apps.c.name,
        func.max(oauth_tokens.c.scopes).label("scopes"),
        func.max(oauth_tokens.c.used_at).label("used_at"),
    )
    .join(oauth_apps, oauth_apps.c.id == oauth_tokens.c.app_id)
    .where(_MINE, _LIVE)
    .group_by(oauth_apps.c.id, oauth_apps.c.name)
    .order_by(oauth_apps.c.name)
)
_TAKE_BACK = (
    update(oauth_tokens)
    .where(_MINE, _LIVE, oauth_tokens.c.app_id == bindparam("app"))
    .values(revoked_at=bindparam("at", type_=oauth_tokens.c.revoked_at.type))
)


@dataclass(frozen=True, slots=True)
class Granted:
    """An app that may act for somebody, and when it last did."""

    app_id: int
    name: str
    scopes: str
    used_at: datetime | None


async def of_user(tx: Transaction, user_id: int) -> Sequence[Granted]:
    """Every app with a living token of this person."""
    return [Granted(*row) for row in await tx.all(_OF_USER, user=user_id)]


async def take_back(tx: Transaction, user_id: int, app_id: int) -> int:
    """None of the app's tokens of this person opens anything any more; how many did."""
    return await tx.run(_TAKE_BACK, user=user_id, app=app_id, at=tx.now)
