"""One of our own leaves: nothing of them stays but the name, the keys for a last word, and tombstones."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, insert, select, union_all, update
from sqlalchemy.dialects.postgresql import insert as insert_or_not

from fediai.store.database import Transaction
from fediai.store.far import farewell
from fediai.store.tables import (
    account_keys,
    accounts,
    archives,
    generation_pictures,
    generations,
    media_attachments,
    statuses,
    tombstones,
)

_WHO = bindparam("account", type_=BigInteger())
_MINE = select(statuses.c.id).where(statuses.c.account_id == _WHO)
_ROW = select(accounts).where(accounts.c.id == _WHO)
_KEYS = select(account_keys).where(account_keys.c.account_id == _WHO)
_FILES = union_all(
    *(
        select(media_attachments.c[name].label("key")).where(media_attachments.c.account_id == _WHO)
        for name in ("file", "preview_file", "full_file")
    ),
    *(select(accounts.c[name]).where(accounts.c.id == _WHO) for name in ("avatar_file", "header_file")),
    select(generation_pictures.c.raw_file)
    .join(generations, generations.c.id == generation_pictures.c.generation_id)
    .where(generations.c.account_id == _WHO),
    select(archives.c.file).where(archives.c.account_id == _WHO),
)
_REBLOGGERS = select(statuses.c.account_id).where(statuses.c.reblog_of_id.in_(_MINE))
_UNCOUNT = (
    update(accounts)
    .where(accounts.c.id.in_(_REBLOGGERS), accounts.c.statuses_count > 0)
    .values(statuses_count=accounts.c.statuses_count - 1)
)
_BURY = (
    insert_or_not(tombstones)
    .from_select(
        ["uri", "actor_uri", "deleted_at"],
        select(
            statuses.c.uri,
            accounts.c.uri,
            bindparam("at", type_=tombstones.c.deleted_at.type),
        )
        .join(accounts, accounts.c.id == statuses.c.account_id)
        .where(statuses.c.account_id == _WHO, statuses.c.pending_generation_id.is_(None)),
    )
    .on_conflict_do_nothing()
)
_REBLOGS_GO = delete(statuses).where(statuses.c.reblog_of_id.in_(_MINE))
_GO = delete(accounts).where(accounts.c.id == _WHO)
_ROW_AGAIN = insert(accounts).values({column.name: bindparam(column.name, type_=column.type) for column in accounts.c})
_KEY_AGAIN = insert(account_keys).values(
    {column.name: bindparam(column.name, type_=column.type) for column in account_keys.c}
)
_EMPTY: dict[str, Any] = {
    "display_name": "", "note": "", "note_source": "", "avatar_remote_url": "", "avatar_file": "",
    "header_remote_url": "", "header_file": "", "discoverable": False, "indexable": False, "may_remix": False,
    "may_learn": False, "fields": [],
    "emojis": [], "also_known_as": [], "statuses_count": 0, "followers_count": 0, "following_count": 0,
    "last_status_at": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Left:
    """How many statuses went, and the keys of files that nobody needs any more."""

    statuses: int
    files: tuple[str, ...]


async def leave(tx: Transaction, account_id: int) -> Left:
    """The row goes, and with it whatever hangs on it; a tombstone with the same name and keys comes in its place."""
    [row] = await tx.all(_ROW, account=account_id)
    keys = await tx.all(_KEYS, account=account_id)
    files = tuple({one.key for one in await tx.all(_FILES, account=account_id) if one.key})
    buried = await tx.run(_BURY, account=account_id, at=tx.now)
    await tx.run(_UNCOUNT, account=account_id)
    await farewell.uncount(tx, account_id)
    await tx.run(_REBLOGS_GO, account=account_id)
    await tx.run(_GO, account=account_id)
    await tx.run(_ROW_AGAIN, **{**row._asdict(), **_EMPTY, "deleted_at": tx.now})
    await tx.run_many(_KEY_AGAIN, [key._asdict() for key in keys])
    return Left(max(buried, 0), files)
