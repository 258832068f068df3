"""Posts for later, as rows."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.statuses import Draft, Page
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.statements import Row
from fediai.store.tables import scheduled_media
from fediai.store.tables import scheduled_statuses as scheduled


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A draft and when it is to be published."""

    id: int
    account_id: int
    draft: Draft
    idempotency_key: str
    scheduled_at: datetime


_NAMES = ("id", "account_id", "draft", "idempotency_key", "scheduled_at")
_COLUMNS = tuple(scheduled.c[name] for name in _NAMES)
_OWNER = bindparam("owner", type_=BigInteger())
_ID = bindparam("scheduled", type_=BigInteger())
_INSERT = insert(scheduled).values({name: bindparam(name) for name in (*_NAMES, "created_at")})
_MEDIA = insert(scheduled_media).values({name: bindparam(name) for name in ("scheduled_id", "media_id")})
_MINE = select(*_COLUMNS).where(scheduled.c.account_id == _OWNER)
_PAGE = paged(_MINE, scheduled.c.id)
_ONE = _MINE.where(scheduled.c.id == _ID)
_KEY = _MINE.where(scheduled.c.idempotency_key == bindparam("key"))
_ANY = select(*_COLUMNS).where(scheduled.c.id == _ID)
_COUNT = select(func.count(scheduled.c.id)).where(scheduled.c.account_id == _OWNER)
_MOVE = update(scheduled).where(scheduled.c.id == _ID).values(scheduled_at=bindparam("scheduled_at"))
_REDRAFT = update(scheduled).where(scheduled.c.id == _ID).values(draft=bindparam("draft", type_=scheduled.c.draft.type))
_TAKE = delete(scheduled).where(scheduled.c.id == _ID)


def _from(row: Row) -> Scheduled:
    words: dict[str, Any] = dict(row.draft)
    words["visibility"] = Visibility(words["visibility"]) if words["visibility"] else None
    words["media_ids"] = tuple(int(one) for one in words["media_ids"])
    return Scheduled(row.id, row.account_id, Draft(**words), row.idempotency_key, row.scheduled_at)


def _words(draft: Draft) -> dict[str, Any]:
    return {**asdict(draft), "media_ids": [str(one) for one in draft.media_ids]}


async def keep(tx: Transaction, made: Scheduled) -> None:
    """Its files wait with it."""
    await tx.run(
        _INSERT, id=made.id, account_id=made.account_id, draft=_words(made.draft), idempotency_key=made.idempotency_key,
        scheduled_at=made.scheduled_at, created_at=tx.now,
    )  # fmt: skip
    files = [{"scheduled_id": made.id, "media_id": one} for one in dict.fromkeys(made.draft.media_ids)]
    if files:
        await tx.run_many(_MEDIA, files)


async def page(tx: Transaction, owner: int, page: Page) -> list[Scheduled]:
    """This person's, the one made last first."""
    return [_from(row) for row in await rows_of(tx, _PAGE, page, owner=owner)]


async def one(tx: Transaction, owner: int, id: int) -> Scheduled | None:
    """This one, if it is theirs."""
    row = await tx.first(_ONE, owner=owner, scheduled=id)
    return _from(row) if row else None


async def with_key(tx: Transaction, owner: int, key: str) -> Scheduled | None:
    """What the same request made before."""
    row = await tx.first(_KEY, owner=owner, key=key) if key else None
    return _from(row) if row else None


async def by_id(tx: Transaction, id: int) -> Scheduled | None:
    """Whosever it is."""
    row = await tx.first(_ANY, scheduled=id)
    return _from(row) if row else None


async def count(tx: Transaction, owner: int) -> int:
    """How many wait."""
    return int(await tx.scalar(_COUNT, owner=owner) or 0)


async def move(tx: Transaction, id: int, at: datetime) -> None:
    """Another time."""
    await tx.run(_MOVE, scheduled=id, scheduled_at=at)


async def wait_with(tx: Transaction, id: int, media_ids: Iterable[int]) -> None:
    """These files wait with it, too."""
    await tx.run_many(_MEDIA, [{"scheduled_id": id, "media_id": one} for one in media_ids])


async def redraft(tx: Transaction, id: int, draft: Draft) -> None:
    """It will say this instead."""
    await tx.run(_REDRAFT, scheduled=id, draft=_words(draft))


async def take(tx: Transaction, id: int) -> bool:
    """It waits no more; False when somebody else was faster."""
    return await tx.run(_TAKE, scheduled=id) > 0
