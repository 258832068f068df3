"""Custom emoji: ours, and what others said where their own are to be found."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, delete, select, type_coerce, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.posts.emoji import CustomEmoji
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import accounts, custom_emojis, statuses

_EMOJI = Record(CustomEmoji, custom_emojis)
_SELECT = select(*_EMOJI.columns)
_OURS = _SELECT.where(custom_emojis.c.domain == "").order_by(custom_emojis.c.category, custom_emojis.c.shortcode)
_NAMED = _SELECT.where(custom_emojis.c.domain == "", among(custom_emojis.c.shortcode, "names"))
_ONE = _SELECT.where(custom_emojis.c.domain == bindparam("domain"), custom_emojis.c.shortcode == bindparam("shortcode"))
_INSERT = insert(custom_emojis).values(
    {name: bindparam(name, type_=custom_emojis.c[name].type) for name in _EMOJI.names}
)
# The copy belongs to the address it came from.
_MET = _INSERT.on_conflict_do_update(
    index_elements=["domain", "shortcode"],
    set_={
        "remote_url": _INSERT.excluded.remote_url,
        "updated_at": _INSERT.excluded.updated_at,
        "file": "",
        "fetched_at": None,
    },
    where=custom_emojis.c.remote_url != _INSERT.excluded.remote_url,
)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["domain", "shortcode"],
    set_={name: _INSERT.excluded[name] for name in ("file", "category", "hidden", "updated_at")},
)
_COPIED = (
    update(custom_emojis)
    .where(custom_emojis.c.id == bindparam("emoji"), custom_emojis.c.remote_url == bindparam("url"))
    .values(file=bindparam("file"), fetched_at=bindparam("at", type_=custom_emojis.c.fetched_at.type))
)
_OLD = _SELECT.where(
    custom_emojis.c.domain != "",
    custom_emojis.c.file != "",
    custom_emojis.c.fetched_at < bindparam("before", type_=custom_emojis.c.fetched_at.type),
).limit(bindparam("limit"))
_DROP = update(custom_emojis).where(among(custom_emojis.c.id, "ids")).values(file="", fetched_at=None)
_DELETE = delete(custom_emojis).where(custom_emojis.c.id == bindparam("id"))
_SHOWN_BY = {
    table.name: (
        select(table.c.id, table.c.emojis).where(type_coerce(table.c.emojis, Text).like(bindparam("word")), ours),
        update(table)
        .where(table.c.id == bindparam("row"))
        .values(emojis=bindparam("emojis", type_=table.c.emojis.type)),
    )
    for table, ours in ((statuses, statuses.c.local.is_(True)), (accounts, accounts.c.domain == ""))
}


def _blank(tx: Transaction, **values: Any) -> dict[str, Any]:
    return {
        "id": tx.new_id(), "domain": "", "remote_url": "", "file": "", "category": "", "hidden": False,
        "created_at": tx.now, "updated_at": tx.now, "fetched_at": None, **values,
    }  # fmt: skip


async def ours(tx: Transaction) -> list[CustomEmoji]:
    """Every one of ours, by category."""
    return [_EMOJI.read(row) for row in await tx.all(_OURS)]


async def named(tx: Transaction, names: Sequence[str]) -> dict[str, CustomEmoji]:
    """Those of ours that go by these names."""
    return {one.shortcode: one for one in map(_EMOJI.read, await tx.all(_NAMED, names=list(names)))}


async def one(tx: Transaction, domain: str, shortcode: str) -> CustomEmoji | None:
    """The emoji of this name at this host."""
    row = await tx.first(_ONE, domain=domain, shortcode=shortcode)
    return _EMOJI.read(row) if row else None


async def met(tx: Transaction, domain: str, emojis: Iterable[Mapping[str, Any]]) -> None:
    """Where a far host says that its emoji are."""
    rows = [_blank(tx, domain=domain, shortcode=e["shortcode"], remote_url=e["url"]) for e in emojis]
    if rows and domain:
        await tx.run_many(_MET, rows)


async def put(tx: Transaction, shortcode: str, file: str, *, category: str = "", hidden: bool = False) -> None:
    """One of ours, new or another picture for a known name."""
    await tx.run(_PUT, **_blank(tx, shortcode=shortcode, file=file, category=category, hidden=hidden))


async def copied(tx: Transaction, id: int, url: str, file: str) -> bool:
    """We have the picture; False when it was changed while we fetched it."""
    return bool(await tx.run(_COPIED, emoji=id, url=url, file=file, at=tx.now))


async def drop_older(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Copies nobody needs to keep: their rows forget them; the keys, for whoever removes the files."""
    found = [_EMOJI.read(row) for row in await tx.all(_OLD, before=before, limit=limit)]
    if found:
        await tx.run(_DROP, ids=[one.id for one in found])
    return [one.file for one in found]


async def remove(tx: Transaction, emoji: CustomEmoji) -> None:
    """One of ours is gone: texts that name it show the word again."""
    await tx.run(_DELETE, id=emoji.id)
    await _change_shown(tx, emoji.shortcode, None)


async def show(tx: Transaction, shortcode: str, file: str) -> None:
    """Texts that name it show this picture from now on."""
    await _change_shown(tx, shortcode, {"shortcode": shortcode, "file": file})


async def _change_shown(tx: Transaction, shortcode: str, now: Mapping[str, Any] | None) -> None:
    for find, write in _SHOWN_BY.values():
        for row in await tx.all(find, word=f'%"{shortcode}"%'):
            kept = [now if e["shortcode"] == shortcode else e for e in row.emojis]
            await tx.run(write, row=row.id, emojis=[e for e in kept if e is not None])
