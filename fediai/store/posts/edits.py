"""What a status said before each of its edits."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select

from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Status, Version
from fediai.store.database import Transaction
from fediai.store.statements import Row
from fediai.store.tables import status_edits as edits

MOST = 100
_NAMES = ("id", "status_id", "content", "spoiler_text", "sensitive", "media", "options", "created_at")
_INSERT = insert(edits).values({name: bindparam(name) for name in _NAMES})
_LATEST = (
    select(edits.c.content, edits.c.spoiler_text, edits.c.sensitive, edits.c.created_at, edits.c.media, edits.c.options)
    .where(edits.c.status_id == bindparam("status"))
    .order_by(edits.c.id.desc())
    .limit(MOST)
)

Kept = tuple[Version, list[dict[str, Any]]]


async def remember(tx: Transaction, before: Status, files: Sequence[Media], options: Sequence[str] = ()) -> None:
    """What it says now is about to be a thing of the past."""
    await tx.run(
        _INSERT, id=tx.new_id(), status_id=before.id, content=before.content, spoiler_text=before.spoiler_text,
        sensitive=before.sensitive, media=[{"id": one.id, "description": one.description} for one in files],
        options=list(options), created_at=before.edited_at or before.created_at,
    )  # fmt: skip


async def of_status(tx: Transaction, status_id: int) -> list[Kept]:
    """Its earlier versions, oldest first, each with the ids and descriptions of its files."""
    return [_kept(row) for row in reversed(await tx.all(_LATEST, status=status_id))]


def _kept(row: Row) -> Kept:
    said = Version(row.content, row.spoiler_text, row.sensitive, row.created_at, options=tuple(row.options))
    return said, row.media
