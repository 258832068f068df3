"""Where push messages go: one subscription per token, gone with it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.statements import Row
from fediai.store.tables import oauth_tokens
from fediai.store.tables import push_subscriptions as table


@dataclass(frozen=True, slots=True)
class Subscription:
    """A row of `push_subscriptions`."""

    id: int
    token_id: int
    account_id: int
    endpoint: str
    p256dh: str
    auth: str
    standard: bool
    policy: str
    alerts: dict[str, Any]


_NAMES = ("id", "token_id", "account_id", "endpoint", "p256dh", "auth", "standard", "policy", "alerts")
_COLUMNS = tuple(table.c[name] for name in _NAMES)
_INSERT = insert(table).values({name: bindparam(name) for name in (*_NAMES, "created_at")})
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["token_id"], set_={name: _INSERT.excluded[name] for name in _NAMES if name != "token_id"}
)
_TOKEN = bindparam("token", type_=BigInteger())
_BY_TOKEN = select(*_COLUMNS).where(table.c.token_id == _TOKEN)
_ALIVE = (
    select(*_COLUMNS)
    .join(oauth_tokens, oauth_tokens.c.id == table.c.token_id)
    .where(oauth_tokens.c.revoked_at.is_(None))
)
_BY_ID = _ALIVE.where(table.c.id == bindparam("subscription", type_=BigInteger()))
_OF = _ALIVE.where(table.c.account_id == bindparam("account", type_=BigInteger()))
_CHANGE = update(table).where(table.c.token_id == _TOKEN).values(policy=bindparam("policy"), alerts=bindparam("alerts"))
_REMOVE = delete(table).where(table.c.id == bindparam("subscription"))


def _from(row: Row | None) -> Subscription | None:
    return Subscription(*row) if row else None


async def put(tx: Transaction, one: Subscription) -> None:
    """The only one of its token."""
    await tx.run(_PUT, **{name: getattr(one, name) for name in _NAMES}, created_at=tx.now)


async def by_token(tx: Transaction, token_id: int) -> Subscription | None:
    """The subscription of this token."""
    return _from(await tx.first(_BY_TOKEN, token=token_id))


async def by_id(tx: Transaction, id: int) -> Subscription | None:
    """This one, if its token is still good."""
    return _from(await tx.first(_BY_ID, subscription=id))


async def of_account(tx: Transaction, account_id: int) -> list[Subscription]:
    """All of a person's."""
    return [Subscription(*row) for row in await tx.all(_OF, account=account_id)]


async def change(tx: Transaction, token_id: int, policy: str, alerts: dict[str, Any]) -> None:
    """Other wishes for the same place."""
    await tx.run(_CHANGE, token=token_id, policy=policy, alerts=alerts)


async def remove(tx: Transaction, id: int) -> None:
    """Nothing goes there any more."""
    await tx.run(_REMOVE, subscription=id)
