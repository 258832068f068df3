"""Statuses as rows: in, out, changed, counted, gone."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as change
from sqlalchemy.dialects.postgresql import insert as insert_into

from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import accounts, mentions, status_aliases, status_tags, statuses, tombstones

_WORDS = {str(one): one for one in Visibility}
_STATUS = Record(Status, statuses, visibility=_WORDS.__getitem__, mentions=tuple, tags=tuple, emojis=tuple)
NAMES, STATUS_COLUMNS, status_from = _STATUS.names, _STATUS.columns, _STATUS.read


def values_of(status: Status) -> dict[str, Any]:
    """The row of a status."""
    return {name: getattr(status, name) for name in NAMES}


_BY_ID = select(*STATUS_COLUMNS).where(statuses.c.id == bindparam("id"))
_BY_IDS = select(*STATUS_COLUMNS).where(among(statuses.c.id, "ids"))
_BY_URI = select(*STATUS_COLUMNS).where(statuses.c.uri == bindparam("uri"))
_BY_ADDRESS = select(*STATUS_COLUMNS).where(
    (statuses.c.uri == bindparam("address")) | (statuses.c.url == bindparam("address"))
)
_REBLOG = select(*STATUS_COLUMNS).where(
    statuses.c.reblog_of_id == bindparam("of"), statuses.c.account_id == bindparam("account")
)
_REBLOG_IDS = select(statuses.c.id).where(statuses.c.reblog_of_id == bindparam("of"))


async def by_id(tx: Transaction, id: int) -> Status | None:
    """The status, whoever may see it."""
    row = await tx.first(_BY_ID, id=id)
    return status_from(row) if row else None


async def by_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, Status]:
    """Those that exist, whoever may see them."""
    rows = await tx.all(_BY_IDS, ids=list(ids))
    return {row.id: status_from(row) for row in rows}


async def by_uri(tx: Transaction, uri: str) -> Status | None:
    """The status with this id on the wire; a reblog's is the id of its Announce."""
    row = await tx.first(_BY_URI, uri=uri)
    return status_from(row) if row else None


async def by_address(tx: Transaction, address: str) -> Status | None:
    """The status with this uri, or whose page for people has this address."""
    row = await tx.first(_BY_ADDRESS, address=address)
    return status_from(row) if row else None


async def reblog_by(tx: Transaction, account_id: int, of: int) -> Status | None:
    """This account's reblog of that status."""
    row = await tx.first(_REBLOG, account=account_id, of=of)
    return status_from(row) if row else None


async def reblog_ids(tx: Transaction, of: int) -> list[int]:
    """Every reblog of that status."""
    return [row.id for row in await tx.all(_REBLOG_IDS, of=of)]


_INSERT = (
    insert_into(statuses)
    .values({name: bindparam(name) for name in NAMES})
    .on_conflict_do_nothing(index_elements=["uri"])
)
_MENTION = (
    insert_into(mentions)
    .values(status_id=bindparam("status_id"), account_id=bindparam("account_id"))
    .on_conflict_do_nothing()
)
_TAG = insert_into(status_tags).values(status_id=bindparam("status_id"), tag=bindparam("tag")).on_conflict_do_nothing()


async def insert(tx: Transaction, status: Status) -> bool:
    """Writes it with its mentions and tags; False when the uri was known already."""
    if not await tx.run(_INSERT, **values_of(status)):
        return False
    await _index(tx, status)
    return True


async def _index(tx: Transaction, status: Status) -> None:
    named = [m["id"] for m in status.mentions if m.get("id")]
    if named:
        await tx.run_many(_MENTION, [{"status_id": status.id, "account_id": int(one)} for one in named])
    if status.tags:
        await tx.run_many(_TAG, [{"status_id": status.id, "tag": tag} for tag in status.tags])


async def show_to(tx: Transaction, id: int, account_ids: Sequence[int]) -> None:
    """These accounts may see it as if they were named in it."""
    if account_ids:
        await tx.run_many(_MENTION, [{"status_id": id, "account_id": one} for one in account_ids])


_EDITABLE = (
    "text", "content", "spoiler_text", "sensitive", "language", "mentions", "tags", "emojis", "gen_ai",
    "generator", "edited_at", "url", "pending_generation_id", "poll_id", "quote_policy",
)  # fmt: skip
_UPDATE = (
    change(statuses).where(statuses.c.id == bindparam("status")).values({name: bindparam(name) for name in _EDITABLE})
)
_FORGET_TAGS = delete_from(status_tags).where(status_tags.c.status_id == bindparam("status"))


async def update(tx: Transaction, status: Status) -> None:
    """Everything about it that an edit may change; earlier mentions keep their sight of it."""
    values = values_of(status)
    await tx.run(_UPDATE, status=status.id, **{name: values[name] for name in _EDITABLE})
    await tx.run(_FORGET_TAGS, status=status.id)
    await _index(tx, status)


_DELETE = delete_from(statuses).where(among(statuses.c.id, "ids"))


async def delete(tx: Transaction, ids: Sequence[int]) -> int:
    """With their mentions, tags, favourites, bookmarks, home entries and attached media rows."""
    return await tx.run(_DELETE, ids=list(ids))


_BUMPED = change(statuses).where(statuses.c.id == bindparam("status"))
_BUMP = {
    name: _BUMPED.values({name: statuses.c[name] + bindparam("by", type_=statuses.c[name].type)})
    for name in ("replies_count", "reblogs_count", "favourites_count", "quotes_count", "reactions_count")
}


async def bump(tx: Transaction, id: int, count: str, by: int) -> None:
    """`count`: replies_count, reblogs_count, favourites_count, quotes_count or reactions_count."""
    await tx.run(_BUMP[count], status=id, by=by)


_UNCOUNT_REBLOGS = (
    change(accounts)
    .where(
        accounts.c.id.in_(select(statuses.c.account_id).where(statuses.c.reblog_of_id == bindparam("of"))),
        accounts.c.statuses_count > 0,
    )
    .values(statuses_count=accounts.c.statuses_count - 1)
)


async def uncount_reblogs(tx: Transaction, of: int) -> None:
    """Who reblogged a status that is about to go has one status less."""
    await tx.run(_UNCOUNT_REBLOGS, of=of)


_BURY = (
    insert_into(tombstones)
    .values(uri=bindparam("uri"), actor_uri=bindparam("actor_uri"), deleted_at=bindparam("deleted_at"))
    .on_conflict_do_nothing()
)
_BURIED = select(tombstones.c.actor_uri).where(among(tombstones.c.uri, "names"))


async def bury(tx: Transaction, uri: str, actor_uri: str) -> None:
    """A tombstone wins over a late Create or Update."""
    await tx.run(_BURY, uri=uri, actor_uri=actor_uri, deleted_at=tx.now)


async def bury_unmet(tx: Transaction, uri: str, actor_uri: str) -> None:
    """The same for what never came; it counts against this actor's things only, since anybody can guess an id."""
    await bury(tx, f"{uri} {actor_uri}", actor_uri)


async def is_buried(tx: Transaction, uri: str, by: str = "") -> bool:
    """Was there a thing with this uri that was deleted, or has `by`, whose it is, taken it back before it came?"""
    return await tx.first(_BURIED, names=[uri, f"{uri} {by}"]) is not None


_ADD_ALIAS = (
    insert_into(status_aliases)
    .values(
        id=bindparam("id"), status_id=bindparam("status_id"), account_id=bindparam("account_id"),
        expires_at=bindparam("expires_at"),
    )
    .on_conflict_do_nothing()
)  # fmt: skip
_ALIAS = select(status_aliases.c.status_id).where(
    status_aliases.c.id == bindparam("alias"),
    status_aliases.c.expires_at > bindparam("now", type_=status_aliases.c.expires_at.type),
)


async def add_alias(tx: Transaction, alias: int, status_id: int, account_id: int, expires: datetime) -> None:
    """Who still asks for `alias` gets `status_id`."""
    await tx.run(_ADD_ALIAS, id=alias, status_id=status_id, account_id=account_id, expires_at=expires)


async def alias_of(tx: Transaction, id: int) -> int | None:
    """The status that this id stands for by now."""
    found: int | None = await tx.scalar(_ALIAS, alias=id, now=tx.now)
    return found
