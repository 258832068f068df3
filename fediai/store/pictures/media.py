"""Attached files as rows; the bytes lie in `media/files.py`."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as change
from sqlalchemy.dialects.postgresql import insert as insert_into

from fediai.domain.lifecycle import MediaState
from fediai.domain.pictures.media import Media
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import media_attachments as media

_MEDIA = Record(Media, media, state=MediaState)
NAMES, MEDIA_COLUMNS, media_from = _MEDIA.names, _MEDIA.columns, _MEDIA.read


def values_of(one: Media) -> dict[str, Any]:
    """The row of an attachment."""
    return {name: getattr(one, name) for name in NAMES}


_BY_IDS = select(*MEDIA_COLUMNS).where(among(media.c.id, "ids"))
_BY_STATUSES = select(*MEDIA_COLUMNS).where(among(media.c.status_id, "ids")).order_by(media.c.position, media.c.id)
_INSERT = insert_into(media).values({name: bindparam(name) for name in NAMES})
_CHANGES = tuple(name for name in NAMES if name not in ("id", "account_id", "created_at"))
_UPDATE = change(media).where(media.c.id == bindparam("media")).values({name: bindparam(name) for name in _CHANGES})
_ATTACH = (
    change(media)
    .where(media.c.id == bindparam("media"))
    .values(status_id=bindparam("status_id"), position=bindparam("position"))
)
# Of our own files, `fetched_at` says since when they are free: who redrafts has a day.
_DETACH = (
    change(media)
    .where(media.c.status_id == bindparam("status"))
    .values(status_id=None, fetched_at=bindparam("at", type_=media.c.fetched_at.type))
)
_DELETE = delete_from(media).where(among(media.c.id, "ids"))


async def by_id(tx: Transaction, id: int) -> Media | None:
    """The attachment, whosever it is."""
    return (await by_ids(tx, [id])).get(id)


_LOOSE = select(*MEDIA_COLUMNS).where(
    media.c.account_id == bindparam("account"), media.c.file == bindparam("file"), media.c.status_id.is_(None)
)
_DESCRIBE = change(media).where(media.c.id == bindparam("media")).values(description=bindparam("words"))


async def loose_with_file(tx: Transaction, account_id: int, file: str) -> Media | None:
    """This account's attachment with this file, not posted yet."""
    row = await tx.first(_LOOSE, account=account_id, file=file) if file else None
    return media_from(row) if row else None


_BY_FILE = select(*MEDIA_COLUMNS).where(media.c.file == bindparam("file"), media.c.remote_url == "")


async def by_file(tx: Transaction, file: str) -> Media | None:
    """Our own attachment with this file."""
    row = await tx.first(_BY_FILE, file=file) if file else None
    return media_from(row) if row else None


async def describe(tx: Transaction, id: int, words: str) -> None:
    """Its description."""
    await tx.run(_DESCRIBE, media=id, words=words)


async def by_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, Media]:
    """Those that exist."""
    return {row.id: media_from(row) for row in await tx.all(_BY_IDS, ids=list(ids))}


async def by_statuses(tx: Transaction, ids: Iterable[int]) -> dict[int, tuple[Media, ...]]:
    """Attachments by status, in their order; statuses without any are absent."""
    found: dict[int, list[Media]] = {}
    for row in await tx.all(_BY_STATUSES, ids=list(ids)):
        found.setdefault(row.status_id, []).append(media_from(row))
    return {status: tuple(several) for status, several in found.items()}


async def insert(tx: Transaction, *several: Media) -> None:
    """Writes them as they are."""
    if several:
        await tx.run_many(_INSERT, [values_of(one) for one in several])


async def update(tx: Transaction, one: Media) -> None:
    """Everything but who it belongs to and when it was made."""
    values = values_of(one)
    await tx.run(_UPDATE, media=one.id, **{name: values[name] for name in _CHANGES})


async def attach(tx: Transaction, status_id: int, ids: Sequence[int]) -> None:
    """These files, in this order, belong to that status."""
    if ids:
        await tx.run_many(
            _ATTACH,
            [{"media": one, "status_id": status_id, "position": place} for place, one in enumerate(ids)],
        )


async def detach(tx: Transaction, status_id: int) -> None:
    """The files of a status are free again: delete and redraft attaches them anew."""
    await tx.run(_DETACH, status=status_id, at=tx.now)


async def delete(tx: Transaction, ids: Iterable[int]) -> None:
    """The rows; who calls removes the files after the commit."""
    await tx.run(_DELETE, ids=list(ids))
