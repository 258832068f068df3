"""What people have allowed apps to do in their name, for the page on which they take it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from fediai.store.database import Transaction
from fediai.store.tables import oauth_apps, oauth_tokens

MOST_SHOWN = 200
_LIVE = oauth_tokens.c.revoked_at.is_(None)
_MINE = oauth_tokens.c.user_id == bindparam("user")
_OF_USER = (
    select(
        oauth_tokens.c.id,
        oauth_apps.c.name,
        oauth_tokens.c.scopes,
        oauth_tokens.c.created_at,
        oauth_tokens.c.used_at,
        oauth_tokens.c.address,
    )
    .outerjoin(oauth_apps, oauth_apps.c.id == oauth_tokens.c.app_id)
    .where(_MINE, _LIVE)
    .order_by(func.coalesce(oauth_tokens.c.used_at, oauth_tokens.c.created_at).desc(), oauth_tokens.c.id.desc())
    .limit(MOST_SHOWN)
)
_TAKE_BACK = (
    update(oauth_tokens)
    .where(_MINE, _LIVE, oauth_tokens.c.id == bindparam("token"))
    .values(revoked_at=bindparam("at", type_=oauth_tokens.c.revoked_at.type))
)


@dataclass(frozen=True, slots=True)
class Granted:
    """A token by which something acts for somebody; `name` of its app, or None for one made by a command."""

    token_id: int
    name: str | None
    scopes: str
    created_at: datetime
    used_at: datetime | None
    address: str


async def of_user(tx: Transaction, user_id: int) -> Sequence[Granted]:
    """Every living token of this person, the last used first."""
    return [Granted(*row) for row in await tx.all(_OF_USER, user=user_id)]


async def take_back(tx: Transaction, user_id: int, token_id: int) -> bool:
    """The person's token opens nothing any more; False when it was not theirs, or did not before."""
    return await tx.run(_TAKE_BACK, user=user_id, token=token_id, at=tx.now) > 0
