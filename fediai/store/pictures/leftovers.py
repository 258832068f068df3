"""What takes room although nobody needs it: old copies of far pictures, uploads that were never posted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, union_all
from sqlalchemy import update as change

from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import (
    accounts,
    archives,
    custom_emojis,
    generation_pictures,
    generations,
    preview_cards,
    scheduled_media,
)
from fediai.store.tables import media_attachments as media


@dataclass(frozen=True, slots=True)
class Leftover:
    """A row, and the keys of its files."""

    id: int
    keys: tuple[str, ...]


FILES = ("file", "preview_file", "full_file")
_BEFORE = bindparam("before", type_=media.c.created_at.type)
_SELECT = (
    select(media.c.id, media.c.file, media.c.preview_file, media.c.full_file)
    .limit(bindparam("limit"))
    .order_by(media.c.id)
)
_COPIES = _SELECT.where(media.c.remote_url != "", media.c.file != "", media.c.fetched_at < _BEFORE)
# A finished painting that was never published is its author's, in the studio; one whose status shows another
# picture by now, or is gone, is nobody's. Delete and redraft has a day: `fetched_at` of our own is the detaching.
_PUBLISHED = select(generations.c.id).where(generations.c.status_id.is_not(None))
_LOOSE = _SELECT.where(
    media.c.status_id.is_(None),
    media.c.remote_url == "",
    media.c.id.not_in(select(scheduled_media.c.media_id)),
    (media.c.generation_id.is_(None)) | media.c.generation_id.in_(_PUBLISHED),
    func.coalesce(media.c.fetched_at, media.c.created_at) < _BEFORE,
)
_FORGET_COPIES = (
    change(media).where(among(media.c.id, "ids")).values(file="", preview_file="", fetched_at=None)
)  # fmt: skip
_KEYS = union_all(
    *(select(media.c[name].label("key")).where(media.c[name] != "") for name in FILES),
    *(select(accounts.c[name]).where(accounts.c[name] != "") for name in ("avatar_file", "header_file")),
    select(generation_pictures.c.raw_file).where(generation_pictures.c.raw_file != ""),
    select(archives.c.file).where(archives.c.file != ""),
    select(custom_emojis.c.file).where(custom_emojis.c.file != ""),
    select(preview_cards.c.image_file).where(preview_cards.c.image_file != ""),
)
_COPIED_KEYS = union_all(
    *(
        select(media.c[name].label("key")).where(media.c.remote_url != "", media.c[name] != "")
        for name in ("file", "preview_file")
    ),
    *(
        select(accounts.c[name]).where(accounts.c.domain != "", accounts.c[name] != "")
        for name in ("avatar_file", "header_file")
    ),
    select(custom_emojis.c.file).where(custom_emojis.c.domain != "", custom_emojis.c.file != ""),
    select(preview_cards.c.image_file).where(preview_cards.c.image_file != ""),
)


def _leftover(row: Any) -> Leftover:
    return Leftover(row.id, tuple(key for key in (row.file, row.preview_file, row.full_file) if key))


async def old_copies(tx: Transaction, before: datetime, limit: int) -> list[Leftover]:
    """Copies of far pictures that were fetched before then."""
    return [_leftover(row) for row in await tx.all(_COPIES, before=before, limit=limit)]


async def forget_copies(tx: Transaction, ids: Sequence[int]) -> None:
    """The rows know of no copy any more; it is fetched again when somebody looks."""
    await tx.run(_FORGET_COPIES, ids=ids)


async def loose(tx: Transaction, before: datetime, limit: int) -> list[Leftover]:
    """Our own files that belong to no status since before then, nor to the studio."""
    return [_leftover(row) for row in await tx.all(_LOOSE, before=before, limit=limit)]


async def keys(tx: Transaction) -> set[str]:
    """Every key that some row knows."""
    return {row.key for row in await tx.all(_KEYS)}


async def copied_keys(tx: Transaction) -> set[str]:
    """The keys of what can be fetched again from elsewhere."""
    return {row.key for row in await tx.all(_COPIED_KEYS)}
