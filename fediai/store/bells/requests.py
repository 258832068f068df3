"""What was kept back, by who rang: read from the notifications themselves, so there is nothing to keep in step.

A request's id is that of its first notification: it stays the same while more arrive, and is below 2^53.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import Paged, rows_of
from fediai.store.statements import among
from fediai.store.tables import notification_permissions, notifications


@dataclass(frozen=True, slots=True)
class Request:
    """One who rang and was kept back: how often, and the last post that they rang with."""

    id: int
    from_account_id: int
    count: int
    last_status_id: int | None
    created_at: datetime
    updated_at: datetime


_OWNER = bindparam("owner", type_=BigInteger())
_KEPT_BACK = (notifications.c.account_id == _OWNER, notifications.c.filtered)
_first = func.min(notifications.c.id)
_REQUEST = (
    select(
        _first.label("id"),
        notifications.c.from_account_id,
        func.count(),
        func.max(notifications.c.status_id),
        func.min(notifications.c.created_at, type_=notifications.c.created_at.type),
        func.max(notifications.c.created_at, type_=notifications.c.created_at.type),
    )
    .where(*_KEPT_BACK)
    .group_by(notifications.c.from_account_id)
)
_bounded = _REQUEST.having(
    _first < bindparam("max_id", type_=BigInteger()), _first > bindparam("above", type_=BigInteger())
).limit(bindparam("limit"))
_PAGE = Paged(_bounded.order_by(_first.desc()), _bounded.order_by(_first))
_SENDERS = select(notifications.c.from_account_id).where(*_KEPT_BACK, among(notifications.c.id, "ids")).distinct()
_ONE = _REQUEST.where(notifications.c.from_account_id == bindparam("by", type_=BigInteger()))
_ALLOW = (
    insert(notification_permissions)
    .values(account_id=bindparam("owner_id"), from_account_id=bindparam("by"))
    .on_conflict_do_nothing()
)
_RELEASE = (
    update(notifications).where(*_KEPT_BACK, among(notifications.c.from_account_id, "ids")).values(filtered=False)
)
_DROP = delete(notifications).where(*_KEPT_BACK, among(notifications.c.from_account_id, "ids"))


async def page(tx: Transaction, owner: int, page: Page) -> list[Request]:
    """Whoever was kept back first comes last."""
    return [Request(*row) for row in await rows_of(tx, _PAGE, page, owner=owner)]


async def senders(tx: Transaction, owner: int, ids: Sequence[int]) -> list[int]:
    """Whose requests these are; ids of others are nobody's."""
    return [row[0] for row in await tx.all(_SENDERS, owner=owner, ids=list(ids))]


async def of_sender(tx: Transaction, owner: int, by: int) -> Request | None:
    """The request of one who rang."""
    row = await tx.first(_ONE, owner=owner, by=by)
    return Request(*row) if row else None


async def let_in(tx: Transaction, owner: int, by: Sequence[int]) -> None:
    """They ring from now on, and what was kept back of theirs is shown."""
    await tx.run_many(_ALLOW, [{"owner_id": owner, "by": one} for one in by])
    await tx.run(_RELEASE, owner=owner, ids=list(by))


async def dismiss(tx: Transaction, owner: int, by: Sequence[int]) -> None:
    """What was kept back of theirs is gone; they are kept back as before."""
    await tx.run(_DROP, owner=owner, ids=list(by))
