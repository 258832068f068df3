"""What we keep of far pictures: where our copy lies, and when we last tried in vain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import update as change

from fediai.store.database import Transaction
from fediai.store.tables import accounts
from fediai.store.tables import media_attachments as media


@dataclass(frozen=True, slots=True)
class FarFile:
    """A far picture: its address, our copies (keys, or empty), and the last failure."""

    url: str
    type: str
    file: str
    preview_file: str
    error: str
    fetched_at: datetime | None
    domain: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Our own copy of a far picture, as it was measured."""

    file: str
    preview_file: str
    size: int
    width: int
    height: int
    preview_width: int
    preview_height: int
    average_colour: str


_ONE = (
    select(
        media.c.remote_url, media.c.type, media.c.file, media.c.preview_file, media.c.error, media.c.fetched_at,
        accounts.c.domain,
    )
    .join(accounts, accounts.c.id == media.c.account_id)
    .where(media.c.id == bindparam("id"))
)  # fmt: skip
_COPIED = (
    change(media)
    .where(media.c.id == bindparam("media"))
    .values(
        file=bindparam("file"), preview_file=bindparam("preview_file"), size=bindparam("size"),
        width=bindparam("width"), height=bindparam("height"), preview_width=bindparam("preview_width"),
        preview_height=bindparam("preview_height"), average_colour=bindparam("average_colour"),
        fetched_at=bindparam("fetched_at"), error="",
    )
)  # fmt: skip
_FAILED = (
    change(media)
    .where(media.c.id == bindparam("media"))
    .values(error=bindparam("error"), fetched_at=bindparam("fetched_at"))
)
_OLD = (
    select(media.c.id, media.c.file, media.c.preview_file)
    .where(
        media.c.remote_url != "", media.c.file != "",
        media.c.fetched_at < bindparam("before", type_=media.c.fetched_at.type),
    )
    .limit(bindparam("limit"))
)  # fmt: skip
_DROPPED = change(media).where(media.c.id == bindparam("media")).values(file="", preview_file="", fetched_at=None)


async def one(tx: Transaction, media_id: int) -> FarFile | None:
    """The attachment as something to be fetched; our own have no url."""
    row = await tx.first(_ONE, id=media_id)
    return FarFile(*row) if row else None


async def copied(tx: Transaction, media_id: int, copy: Copy) -> None:
    """We have it now."""
    values = {name: getattr(copy, name) for name in Copy.__slots__}
    await tx.run(_COPIED, media=media_id, fetched_at=tx.now, **values)


async def failed(tx: Transaction, media_id: int, error: str) -> None:
    """We could not have it, and need not try again at once."""
    await tx.run(_FAILED, media=media_id, error=error, fetched_at=tx.now)


async def drop_older(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Copies nobody needs to keep: their rows forget them; the keys, for whoever removes the files."""
    rows = await tx.all(_OLD, before=before, limit=limit)
    await tx.run_many(_DROPPED, [{"media": row.id} for row in rows])
    return [key for row in rows for key in (row.file, row.preview_file) if key]


_PORTRAITS = {
    kind: (
        select(accounts.c[f"{kind}_remote_url"], accounts.c[f"{kind}_file"], accounts.c.domain).where(
            accounts.c.id == bindparam("id")
        ),
        change(accounts)
        .where(accounts.c.id == bindparam("account"), accounts.c[f"{kind}_remote_url"] == bindparam("url"))
        .values({f"{kind}_file": bindparam("key")}),
    )
    for kind in ("avatar", "header")
}


async def portrait(tx: Transaction, account_id: int, kind: str) -> tuple[str, str, str] | None:
    """The address and our copy of an account's `avatar` or `header`, and its domain."""
    row: Any = await tx.first(_PORTRAITS[kind][0], id=account_id)
    return (row[0], row[1], row[2]) if row else None


async def portrait_copied(tx: Transaction, account_id: int, kind: str, url: str, key: str) -> bool:
    """We have it now; False when it was changed while we fetched it."""
    return bool(await tx.run(_PORTRAITS[kind][1], account=account_id, url=url, key=key))
