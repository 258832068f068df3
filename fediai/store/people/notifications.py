"""What rang whose bell."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.notifications import Notification, NotificationType, group_key
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.statements import Row, among
from fediai.store.tables import accounts, blocks, mutes, notifications, shut_domains, statuses, thread_mutes

_NAMES = ("id", "account_id", "from_account_id", "status_id", "type", "created_at", "group_key", "about_id")
COLUMNS = tuple(notifications.c[name] for name in _NAMES)


def notification_from(row: Row) -> Notification:
    """The notification whose columns the row begins with."""
    return Notification(row[0], row[1], row[2], row[3], NotificationType(row[4]), row[5], row[6], row[7])


def _value(name: str) -> Any:
    return bindparam(name, type_=notifications.c[name].type)


_to, _by = _value("account_id"), _value("from_account_id")
_unwanted = or_(
    exists().where(
        or_(
            and_(blocks.c.account_id == _to, blocks.c.target_id == _by),
            and_(blocks.c.account_id == _by, blocks.c.target_id == _to),
        )
    ),
    exists().where(
        mutes.c.account_id == _to,
        mutes.c.target_id == _by,
        mutes.c.hide_notifications,
        mutes.c.expires_at.is_(None) | (mutes.c.expires_at > _value("created_at")),
    ),
    exists().where(
        shut_domains.c.account_id == _to,
        accounts.c.domain == shut_domains.c.domain,
        accounts.c.id == _by,
    ),
    exists().where(
        statuses.c.id == _value("status_id"),
        thread_mutes.c.thread_id == statuses.c.thread_id,
        thread_mutes.c.account_id == _to,
    ),
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What a notification is known by, and whether it is kept back until its owner looks."""

    unique_key: str
    filtered: bool = False
    about_id: int | None = None


_WRITTEN = (*_NAMES, "unique_key", "filtered")
# One statement decides and writes: no block can slip in between.
_INSERT = (
    insert(notifications)
    .from_select(list(_WRITTEN), select(*(_value(name) for name in _WRITTEN)).where(~_unwanted))
    .on_conflict_do_nothing(index_elements=["unique_key"])
    .returning(*COLUMNS)
)


async def insert_wanted(
    tx: Transaction, type: NotificationType, to_id: int, by_id: int, status_id: int | None, marks: Marks
) -> Notification | None:
    """The new notification, or None: known already, or between people who block or mute each other."""
    row = await tx.first(
        _INSERT, id=tx.ids.small(tx.now), account_id=to_id, from_account_id=by_id, status_id=status_id, type=type,
        created_at=tx.now, group_key=group_key(type, status_id, tx.now), unique_key=marks.unique_key,
        filtered=marks.filtered, about_id=marks.about_id,
    )  # fmt: skip
    return None if row is None else notification_from(row)


_MINE = notifications.c.account_id == bindparam("owner")


_by_whom: Any = bindparam("by", type_=notifications.c.from_account_id.type)
_kept_back: Any = bindparam("kept_back", type_=BigInteger())
_PAGE = paged(
    select(*COLUMNS).where(
        _MINE,
        among(notifications.c.type, "types"),
        or_(_by_whom == 0, notifications.c.from_account_id == _by_whom),
        or_(_kept_back == 1, ~notifications.c.filtered),
    ),
    notifications.c.id,
)
_ONE = select(*COLUMNS).where(_MINE, notifications.c.id == bindparam("id"))
_CLEAR = delete(notifications).where(_MINE)
_DISMISS = delete(notifications).where(_MINE, notifications.c.id == bindparam("id"))
_FORGET_FROM = delete(notifications).where(_MINE, notifications.c.from_account_id == bindparam("other"))
_FORGET = delete(notifications).where(among(notifications.c.unique_key, "keys"))
_newer = (
    select(notifications.c.id)
    .where(
        _MINE, notifications.c.id > bindparam("above"), among(notifications.c.type, "types"), ~notifications.c.filtered
    )
    .limit(bindparam("limit"))
    .subquery()
)
_COUNT = select(func.count(literal(1))).select_from(_newer)


async def page(
    tx: Transaction, account_id: int, page: Page, types: Sequence[str], by_id: int = 0, *, kept_back: bool = False
) -> list[Notification]:
    """Newest first; only of these types, and only by one account where `by_id` names it."""
    rows = await rows_of(tx, _PAGE, page, owner=account_id, types=types, by=by_id, kept_back=int(kept_back))
    return [notification_from(row) for row in rows]


async def one(tx: Transaction, account_id: int, id: int) -> Notification | None:
    """This notification, if it is this account's."""
    row = await tx.first(_ONE, owner=account_id, id=id)
    return None if row is None else notification_from(row)


async def clear(tx: Transaction, account_id: int) -> None:
    """The account has no notifications left."""
    await tx.run(_CLEAR, owner=account_id)


async def dismiss(tx: Transaction, account_id: int, id: int) -> bool:
    """Whether there was such a notification to drop."""
    return await tx.run(_DISMISS, owner=account_id, id=id) > 0


async def forget(tx: Transaction, *unique_keys: str) -> None:
    """What rang with these keys is undone."""
    await tx.run(_FORGET, keys=unique_keys)


async def forget_from(tx: Transaction, account_id: int, by_id: int) -> None:
    """Nothing that this other account caused is left."""
    await tx.run(_FORGET_FROM, owner=account_id, other=by_id)


async def count_newer(tx: Transaction, account_id: int, above: int, types: Sequence[str], limit: int) -> int:
    """How many came after that id; counting stops at `limit`."""
    return int(await tx.scalar(_COUNT, owner=account_id, above=above, types=types, limit=limit) or 0)
