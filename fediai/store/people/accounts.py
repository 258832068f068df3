"""Accounts and their keys, of here and of elsewhere."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, case, func, null, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import INSTANCE_ACTOR, STUDIO, Account, RemoteAccount
from fediai.domain.errors import NotFound
from fediai.domain.links.profiles import kept
from fediai.store.database import Transaction
from fediai.store.people import keys
from fediai.store.people.keys import private_key, public_keys
from fediai.store.pictures import emojis
from fediai.store.records import Record, words
from fediai.store.statements import Row, among
from fediai.store.tables import account_keys, accounts

__all__ = [
    "ACCOUNT_COLUMNS", "account_columns", "account_from", "bump", "by_acct", "by_id", "by_ids", "by_uri", "by_uris",
    "insert_local", "instance_actor", "is_suspended_afar", "key_by_uri", "mend", "private_key", "public_keys",
    "search", "studio",
    "upsert_remote",
]  # fmt: skip

_ACCOUNT = Record(Account, accounts, fields=tuple, emojis=tuple, also_known_as=tuple, attribution_domains=words)
ACCOUNT_COLUMNS, account_columns, account_from = _ACCOUNT.columns, _ACCOUNT.columns_of, _ACCOUNT.read

_SELECT = select(*ACCOUNT_COLUMNS)
_BY_ID = _SELECT.where(accounts.c.id == bindparam("id"))
_BY_IDS = _SELECT.where(among(accounts.c.id, "ids"))
_BY_URI = _SELECT.where(accounts.c.uri == bindparam("uri"))
_BY_URIS = _SELECT.where(among(accounts.c.uri, "uris"))
_BY_ACCT = _SELECT.where(accounts.c.username_lower == bindparam("username"), accounts.c.domain == bindparam("domain"))


def _one(row: Row | None) -> Account | None:
    return None if row is None else account_from(row)


async def by_id(tx: Transaction, id: int) -> Account | None:
    """The account with this id."""
    return _one(await tx.first(_BY_ID, id=id))


async def by_ids(tx: Transaction, ids: Sequence[int]) -> dict[int, Account]:
    """Those that exist, by id."""
    if not ids:
        return {}
    found = [account_from(row) for row in await tx.all(_BY_IDS, ids=ids)]
    return {account.id: account for account in found}


async def by_uri(tx: Transaction, uri: str) -> Account | None:
    """The account whose actor has this id."""
    return _one(await tx.first(_BY_URI, uri=uri))


async def by_uris(tx: Transaction, uris: Sequence[str]) -> dict[str, Account]:
    """Those that we know, by the id of their actor."""
    if not uris:
        return {}
    found = [account_from(row) for row in await tx.all(_BY_URIS, uris=uris)]
    return {account.uri: account for account in found}


async def by_acct(tx: Transaction, username: str, domain: str = "") -> Account | None:
    """The account with this handle; letters count alike in either case."""
    return _one(await tx.first(_BY_ACCT, username=username.lower(), domain=domain.lower()))


_BY_KEY = (
    select(*ACCOUNT_COLUMNS, account_keys.c.kind, account_keys.c.public_pem)
    .join(account_keys, account_keys.c.account_id == accounts.c.id)
    .where(account_keys.c.uri == bindparam("uri"))
)


async def key_by_uri(tx: Transaction, key_uri: str) -> tuple[Account, str, str] | None:
    """(owner, kind, public PEM) of a key that we know."""
    row = await tx.first(_BY_KEY, uri=key_uri)
    return None if row is None else (account_from(row), row.kind, row.public_pem)


_AFAR = _SELECT.where(accounts.c.id == bindparam("id"), accounts.c.suspended_at == accounts.c.suspended_afar_at)


async def is_suspended_afar(tx: Transaction, id: int) -> bool:
    """By its own server only: it may say that this is over, or that the account is gone."""
    return await tx.first(_AFAR, id=id) is not None


# Shortest names first: who types "an" wants @an before @andromeda.
_SEARCH = (
    _SELECT.where(
        accounts.c.deleted_at.is_(None),
        accounts.c.suspended_at.is_(None),
        ~accounts.c.pending,
        accounts.c.username_lower.like(bindparam("name"), escape="\\")
        | func.lower(accounts.c.display_name).like(bindparam("words"), escape="\\"),
        accounts.c.domain.like(bindparam("host"), escape="\\"),
        ~accounts.c.username_lower.contains("/"),
    )
    .order_by(case((accounts.c.domain == "", 0), else_=1), func.length(accounts.c.username), accounts.c.id)
    .limit(bindparam("limit"))
    .offset(bindparam("offset"))
)


async def search(tx: Transaction, words: str, *, limit: int, offset: int = 0) -> list[Account]:
    """Whose name begins so, or whose display name holds these words; `name@host` looks at one host."""
    name, _, host = _literal(words.strip().lower().removeprefix("@")).partition("@")
    rows = await tx.all(_SEARCH, name=f"{name}%", words=f"%{name}%", host=f"{host}%", limit=limit, offset=offset)
    return [account_from(row) for row in rows]


def _literal(text: str) -> str:
    return re.sub(r"([%_\\])", r"\\\1", text)


async def studio(tx: Transaction) -> Account:
    """The account that paints."""
    return await _ours(tx, STUDIO)


async def instance_actor(tx: Transaction) -> Account:
    """The account that signs what nobody in particular asks for."""
    return await _ours(tx, INSTANCE_ACTOR)


async def _ours(tx: Transaction, username: str) -> Account:
    found = await by_acct(tx, username)
    if found is None:
        raise NotFound(f"The account @{username} has not been made yet")
    return found


_BLANK: dict[str, Any] = {
    "display_name": "", "note": "", "note_source": "", "shared_inbox_url": "", "outbox_url": "",
    "followers_url": "", "following_url": "", "featured_url": "", "avatar_remote_url": "", "avatar_file": "",
    "header_remote_url": "", "header_file": "", "locked": False, "bot": False, "discoverable": True,
    "indexable": True, "fields": (), "emojis": (), "also_known_as": (), "moved_to_uri": "",
    "attribution_domains": "",
    "fetched_at": None, "featured_tags_url": "", "memorial": False, "suspended_at": None, "suspended_afar_at": None,
    "pending": False, "posts_ai": False,
}  # fmt: skip
_WRITTEN = (
    "id", "username", "username_lower", "domain", "uri", "url", "actor_type", "inbox_url", "created_at",
    *_BLANK,
)  # fmt: skip
_INSERT = insert(accounts).values({name: bindparam(name, type_=accounts.c[name].type) for name in _WRITTEN})
_LOCAL = _INSERT.on_conflict_do_nothing().returning(*ACCOUNT_COLUMNS)
# What a far actor may change of itself; its id, the day we met and what our moderators decided stay.
_KEPT = frozenset({"id", "uri", "created_at", "note_source", "avatar_file", "header_file"})
_SAID_AT, _HEARD_AT = (accounts.c[name] for name in ("suspended_at", "suspended_afar_at"))
_SAYS = _INSERT.excluded.suspended_afar_at
# What its own server suspends is out of sight here as well, until that is taken back there; our moderators' word stays.
_SUSPENDED = {
    "suspended_at": case(
        (_SAID_AT.is_(None), _SAYS), (_SAYS.is_(None) & (_SAID_AT == _HEARD_AT), null()), else_=_SAID_AT
    ),
    "suspended_afar_at": case((_SAYS.is_(None), null()), (_SAID_AT.is_(None), _SAYS), else_=_HEARD_AT),
}
_REMOTE = _INSERT.on_conflict_do_update(
    index_elements=["uri"],
    set_={
        **{name: _INSERT.excluded[name] for name in _WRITTEN if name not in _KEPT},
        # The cached picture belongs to the address it came from.
        **{
            f"{kind}_file": case(
                (
                    accounts.c[f"{kind}_remote_url"] == _INSERT.excluded[f"{kind}_remote_url"],
                    accounts.c[f"{kind}_file"],
                ),
                else_="",
            )
            for kind in ("avatar", "header")
        },
        **_SUSPENDED,
    },
    where=accounts.c.domain != "",  # nobody far rewrites one of ours
).returning(*ACCOUNT_COLUMNS)
_FREE_NAME = (
    update(accounts)
    .where(
        accounts.c.username_lower == bindparam("name"),
        accounts.c.domain == bindparam("host"),
        accounts.c.uri != bindparam("actor"),
        accounts.c.domain != "",
    )
    .values(username_lower=accounts.c.uri)
)


async def insert_local(tx: Transaction, **values: Any) -> Account | None:
    """One of our own with these columns; None when the name is taken."""
    row = await tx.first(
        _LOCAL,
        **{
            **_BLANK, "id": tx.new_id(), "domain": "", "created_at": tx.now,
            "username_lower": values["username"].lower(), **values,
        },
    )  # fmt: skip
    return _one(row)


async def upsert_remote(tx: Transaction, remote: RemoteAccount) -> Account:
    """What we know of this actor is now what it says, its keys included."""
    name, host = remote.username.lower(), remote.domain.lower()
    # A server that was set up anew gives old names to new actors: the handle is whose WebFinger names now.
    await tx.run(_FREE_NAME, name=name, host=host, actor=remote.uri)
    values = _far_values(tx, remote)
    if remote.fields and (known := await by_uri(tx, remote.uri)) is not None:
        values["fields"] = kept(values["fields"], known.fields)
    row = await tx.first(_REMOTE, **{**_BLANK, **values})
    if row is None:
        raise NotFound(f"{remote.uri} is not a far account")
    account = account_from(row)
    await keys.replace(tx, account.id, remote.keys)
    await emojis.met(tx, account.domain, remote.emojis)
    return account


def _far_values(tx: Transaction, remote: RemoteAccount) -> dict[str, Any]:
    same = ("uri", "username", "url", "actor_type", "inbox_url", *(n for n in _BLANK if hasattr(remote, n)))
    return {
        **{name: getattr(remote, name) for name in same},
        "id": tx.new_id(),
        "username_lower": remote.username.lower(),
        "domain": remote.domain.lower(),
        "avatar_remote_url": remote.avatar_url,
        "header_remote_url": remote.header_url,
        "fields": [{"name": n, "value": v, "verified_at": None} for n, v in remote.fields],
        "attribution_domains": " ".join(remote.attribution_domains),
        "created_at": remote.published or tx.now,
        "fetched_at": tx.now,
        "suspended_at": tx.now if remote.suspended else None,
        "suspended_afar_at": tx.now if remote.suspended else None,
    }


@cache
def _mending(names: tuple[str, ...]) -> Update:
    """Only what changes is written: what somebody else changes at the same moment stays."""
    values = {name: bindparam(name, type_=accounts.c[name].type) for name in names}
    return update(accounts).where(accounts.c.id == bindparam("account")).values(values).returning(*ACCOUNT_COLUMNS)


async def mend(tx: Transaction, account: Account, **changes: Any) -> Account:
    """The account with these changes of its owner's."""
    if not changes:
        return account
    return account_from(await tx.first(_mending(tuple(sorted(changes))), account=account.id, **changes))


def _moved(name: str) -> Any:
    column: Any = accounts.c[f"{name}_count"]
    by: Any = bindparam(name)
    return case((column + by < 0, 0), else_=column + by)


_BUMP = (
    update(accounts)
    .where(accounts.c.id == bindparam("account"))
    .values(
        statuses_count=_moved("statuses"),
        followers_count=_moved("followers"),
        following_count=_moved("following"),
        last_status_at=case(
            (bindparam("statuses") > 0, bindparam("at", type_=accounts.c.last_status_at.type)),
            else_=accounts.c.last_status_at,
        ),
    )
)


async def bump(tx: Transaction, account_id: int, *, statuses: int = 0, followers: int = 0, following: int = 0) -> None:
    """Counts move by so much and never below zero; a status more is also the time of the last one."""
    await tx.run(_BUMP, account=account_id, statuses=statuses, followers=followers, following=following, at=tx.now)
