"""Cards as rows: one for each address, shown by however many posts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.links.cards import Card
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import preview_cards, statuses

_CARD = Record(Card, preview_cards)
CARD_COLUMNS, card_from = _CARD.columns, _CARD.read
_SELECT = select(*CARD_COLUMNS)
_BY_URL = _SELECT.where(preview_cards.c.url == bindparam("url"))
_BY_IDS = _SELECT.where(among(preview_cards.c.id, "ids"))
_INSERT = insert(preview_cards).values(
    {name: bindparam(name, type_=preview_cards.c[name].type) for name in _CARD.names}
)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["url"],
    set_={name: _INSERT.excluded[name] for name in _CARD.names if name not in ("id", "url")},
).returning(preview_cards.c.id)
_SHOW = (
    update(statuses)
    .where(statuses.c.id == bindparam("status"), statuses.c.content == bindparam("content"))
    .values(card_id=bindparam("card", type_=BigInteger()))
)
_COPIED = (
    update(preview_cards)
    .where(preview_cards.c.id == bindparam("card"), preview_cards.c.image_url == bindparam("url"))
    .values(
        {
            name: bindparam(name, type_=preview_cards.c[name].type)
            for name in ("image_file", "width", "height", "blurhash", "copied_at")
        }
    )
)
_OLD = _SELECT.where(
    preview_cards.c.image_file != "",
    preview_cards.c.copied_at < bindparam("before", type_=preview_cards.c.copied_at.type),
).limit(bindparam("limit"))
_DROP = update(preview_cards).where(among(preview_cards.c.id, "ids")).values(image_file="", copied_at=None)


async def by_url(tx: Transaction, url: str) -> Card | None:
    """What we know of this address."""
    row = await tx.first(_BY_URL, url=url)
    return card_from(row) if row else None


async def by_ids(tx: Transaction, ids: Iterable[int]) -> dict[int, Card]:
    """Those that exist."""
    return {row.id: card_from(row) for row in await tx.all(_BY_IDS, ids=list(ids))}


async def put(tx: Transaction, card: Card) -> int:
    """New, or in place of what its address said before; its id."""
    return int(await tx.scalar(_PUT, **{name: getattr(card, name) for name in _CARD.names}))


async def show(tx: Transaction, status_id: int, content: str, card_id: int | None) -> None:
    """Below this post, if it still says what it said when we looked."""
    await tx.run(_SHOW, status=status_id, content=content, card=card_id)


async def copied(tx: Transaction, card: Card, **values: Any) -> bool:
    """We have its picture; False when it shows another by now."""
    return bool(await tx.run(_COPIED, card=card.id, url=card.image_url, copied_at=tx.now, **values))


async def drop_older(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Copies nobody needs to keep; the keys, for whoever removes the files."""
    found = [card_from(row) for row in await tx.all(_OLD, before=before, limit=limit)]
    if found:
        await tx.run(_DROP, ids=[one.id for one in found])
    return [one.image_file for one in found]
