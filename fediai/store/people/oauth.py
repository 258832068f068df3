"""Apps, codes and tokens; of secrets only their fingerprints."""

from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account, User, Viewer
from fediai.domain.people.logins import in_order
from fediai.domain.people.oauth import App, Grant
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.people.users import USER_COLUMNS, WIDTH, user_from
from fediai.store.statements import Row
from fediai.store.tables import accounts, oauth_apps, oauth_codes, oauth_tokens, users

_APP = tuple(oauth_apps.c[field.name] for field in fields(App))
_GRANT = tuple(oauth_codes.c[field.name] for field in fields(Grant))


def _inserting(table: Any) -> Any:
    return insert(table).values({c.name: bindparam(c.name, type_=c.type) for c in table.c})


def _app_from(row: Row, at: int = 0) -> App:
    values = list(row[at : at + len(_APP)])
    values[3] = tuple(values[3])
    return App(*values)


_ADD_APP = _inserting(oauth_apps).returning(*_APP)
_APP_BY_CLIENT = select(*_APP).where(oauth_apps.c.client_id == bindparam("client"))
_MEMBERS = select(func.count(oauth_tokens.c.user_id.distinct())).where(
    oauth_tokens.c.app_id == bindparam("app"), oauth_tokens.c.revoked_at.is_(None)
)


async def insert_app(tx: Transaction, **values: Any) -> App:
    """A new app with these columns."""
    return _app_from(await tx.first(_ADD_APP, id=tx.new_id(), created_at=tx.now, **values))


async def app_by_client_id(tx: Transaction, client_id: str) -> App | None:
    """The app that calls itself so."""
    row = await tx.first(_APP_BY_CLIENT, client=client_id)
    return None if row is None else _app_from(row)


async def members(tx: Transaction, app_id: int) -> int:
    """How many people here use it."""
    return int(await tx.scalar(_MEMBERS, app=app_id) or 0)


_ADD_CODE = _inserting(oauth_codes)
_SWEEP = delete(oauth_codes).where(oauth_codes.c.expires_at < bindparam("at", type_=oauth_codes.c.expires_at.type))
_CODE = select(*_GRANT).where(
    oauth_codes.c.code_hash == bindparam("code"),
    oauth_codes.c.expires_at > bindparam("at", type_=oauth_codes.c.expires_at.type),
)
_USE = (
    update(oauth_codes)
    .where(oauth_codes.c.id == bindparam("grant"), oauth_codes.c.used_at.is_(None))
    .values(used_at=bindparam("at", type_=oauth_codes.c.used_at.type))
)


async def insert_code(tx: Transaction, **values: Any) -> None:
    """A new code with these columns; those of yesterday are dropped on the way."""
    await tx.run(_SWEEP, at=tx.now - timedelta(days=1))
    await tx.run(_ADD_CODE, id=tx.new_id(), created_at=tx.now, used_at=None, **values)


async def grant_by_code(tx: Transaction, code_hash: str) -> Grant | None:
    """What the code was given for, unless it is too old; used ones are found too."""
    row = await tx.first(_CODE, code=code_hash, at=tx.now)
    return None if row is None else Grant(*row)


async def use(tx: Transaction, grant: Grant) -> bool:
    """Whether this was the first use."""
    return await tx.run(_USE, grant=grant.id, at=tx.now) > 0


_ADD_TOKEN = _inserting(oauth_tokens)
_LIVE = oauth_tokens.c.revoked_at.is_(None)
_VIEWER = (
    select(
        *USER_COLUMNS,
        *ACCOUNT_COLUMNS,
        oauth_tokens.c.id.label("token_id"),
        oauth_tokens.c.scopes,
        oauth_tokens.c.used_at,
        oauth_apps.c.name,
        oauth_apps.c.website,
    )
    .select_from(oauth_tokens)
    .join(users, users.c.id == oauth_tokens.c.user_id)
    .join(accounts, accounts.c.id == users.c.account_id)
    .outerjoin(oauth_apps, oauth_apps.c.id == oauth_tokens.c.app_id)
    .where(oauth_tokens.c.token_hash == bindparam("token"), _LIVE)
)
_APP_OF_TOKEN = (
    select(*_APP, oauth_tokens.c.user_id, oauth_tokens.c.scopes.label("token_scopes"))
    .join(oauth_tokens, oauth_tokens.c.app_id == oauth_apps.c.id)
    .where(oauth_tokens.c.token_hash == bindparam("token"), _LIVE)
)
_OWNER = (
    select(oauth_tokens.c.user_id, *USER_COLUMNS, *ACCOUNT_COLUMNS)
    .outerjoin(users, users.c.id == oauth_tokens.c.user_id)
    .outerjoin(accounts, accounts.c.id == users.c.account_id)
    .where(oauth_tokens.c.token_hash == bindparam("token"), _LIVE)
)
_at: Any = bindparam("at", type_=oauth_tokens.c.used_at.type)
_SEEN = (
    update(oauth_tokens)
    .where(oauth_tokens.c.id == bindparam("token"))
    .values(used_at=_at, address=bindparam("address"))
)
_REVOKE = (
    update(oauth_tokens)
    .where(oauth_tokens.c.token_hash == bindparam("token"), oauth_tokens.c.app_id == bindparam("app"), _LIVE)
    .values(revoked_at=_at)
    .returning(oauth_tokens.c.id)
)
# A code used twice was stolen, from us or from the app: what it bought is worth nothing (RFC 6749 4.1.2).
_REVOKE_BOUGHT = (
    update(oauth_tokens)
    .where(
        oauth_tokens.c.app_id == bindparam("app"),
        oauth_tokens.c.user_id == bindparam("user"),
        oauth_tokens.c.created_at == bindparam("bought", type_=oauth_tokens.c.created_at.type),
        _LIVE,
    )
    .values(revoked_at=_at)
    .returning(oauth_tokens.c.id)
)


async def insert_token(tx: Transaction, **values: Any) -> int:
    """The id of a new token with these columns."""
    made = tx.new_id()
    await tx.run(_ADD_TOKEN, id=made, created_at=tx.now, used_at=None, revoked_at=None, address="", **values)
    return made


async def viewer_by_token(tx: Transaction, token_hash: str) -> tuple[Viewer, datetime | None] | None:
    """Who asks with this token, and when it was last noted as used; None when its login is not in order."""
    row = await tx.first(_VIEWER, token=token_hash)
    if row is None:
        return None
    user, account = user_from(row), account_from(row, WIDTH)
    if not in_order(user, account):
        return None
    token_id, scopes, used_at, name, website = row[-5:]
    return Viewer(account, user, frozenset(scopes.split()), token_id, name or "", website or ""), used_at


async def app_of_token(tx: Transaction, token_hash: str) -> tuple[App, int | None] | None:
    """The app that holds this token, and the user in whose name (None: in its own)."""
    row = await tx.first(_APP_OF_TOKEN, token=token_hash)
    return None if row is None else (_app_from(row), row.user_id)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose token it is; nobody's when it is an app's own."""

    user: User | None = None
    account: Account | None = None


async def owner_of_token(tx: Transaction, token_hash: str) -> Owner | None:
    """Whoever it is, in order or not."""
    row = await tx.first(_OWNER, token=token_hash)
    if row is None:
        return None
    return Owner() if row[0] is None else Owner(user_from(row, 1), account_from(row, 1 + WIDTH))


async def note_use(tx: Transaction, token_id: int, address: str) -> None:
    """The token was used today, from about there."""
    await tx.run(_SEEN, token=token_id, at=tx.now, address=address)


async def revoke(tx: Transaction, app: App, token_hash: str) -> list[int]:
    """The token is worth nothing any more: its id; revoking twice, or another app's, changes nothing."""
    return [row[0] for row in await tx.all(_REVOKE, token=token_hash, app=app.id, at=tx.now)]


async def revoke_bought(tx: Transaction, grant: Grant) -> list[int]:
    """The token that this code was exchanged for is worth nothing any more: its id."""
    bought = {"app": grant.app_id, "user": grant.user_id, "bought": grant.used_at}
    return [row[0] for row in await tx.all(_REVOKE_BOUGHT, **bought, at=tx.now)]
