"""Notifications in groups: of each group the latest one stands for it on a page; two queries for any number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, case, delete, func, literal, or_, select

from fediai.domain.people.notifications import Notification
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import TOP, paged, rows_of
from fediai.store.people.notifications import COLUMNS, notification_from
from fediai.store.statements import Row, among
from fediai.store.tables import notifications

SAMPLES = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which types, of whom (0: anybody), which types are put together, and whether with what was kept back."""

    types: Sequence[str]
    grouped: Sequence[str]
    by: int = 0
    kept_back: bool = False

    @property
    def values(self) -> dict[str, Any]:
        return {"types": self.types, "grouped": self.grouped, "by": self.by, "kept_back": int(self.kept_back)}


@dataclass(frozen=True, slots=True)
class Group:
    """`latest` stands for `count` of them; `senders` are those of the last few."""

    key: str
    latest: Notification
    count: int
    oldest_on_page: int
    senders: tuple[int, ...]


_OWNER = bindparam("owner", type_=BigInteger())
_BY: Any = bindparam("by", type_=BigInteger())
_ABOVE, _BELOW = bindparam("above", type_=BigInteger()), bindparam("max_id", type_=BigInteger())
_KEPT_BACK: Any = bindparam("kept_back", type_=BigInteger())


def _asked(table: Any) -> tuple[Any, ...]:
    """Mine, of these types, by this one, and not kept back unless that is wanted, too."""
    return (
        table.c.account_id == _OWNER,
        among(table.c.type, "types"),
        or_(_BY == 0, table.c.from_account_id == _BY),
        or_(_KEPT_BACK == 1, ~table.c.filtered),
    )


_key = case((among(notifications.c.type, "grouped"), notifications.c.group_key), else_=literal("", Text()))
_newer = notifications.alias("newer")
_is_followed = (
    select(_newer.c.id)
    .where(*_asked(_newer), _newer.c.group_key == notifications.c.group_key, _newer.c.id > notifications.c.id,
           _newer.c.id < _BELOW)
    .exists()
)  # fmt: skip
_LATEST = select(*COLUMNS, _key.label("key")).where(*_asked(notifications), or_(_key == "", ~_is_followed))
_PAGE = paged(_LATEST, notifications.c.id)

_of_group: dict[str, Any] = {"partition_by": notifications.c.group_key}
_inside = (
    select(
        notifications.c.group_key,
        notifications.c.id,
        notifications.c.from_account_id,
        func.row_number().over(**_of_group, order_by=notifications.c.id.desc()).label("nth"),
        func.count().over(**_of_group).label("several"),
        func.min(case((notifications.c.id > _ABOVE, notifications.c.id))).over(**_of_group).label("oldest"),
    )
    .where(*_asked(notifications), among(notifications.c.group_key, "keys"), notifications.c.id < _BELOW)
    .subquery()
)
_INSIDE = select(_inside).where(_inside.c.nth <= SAMPLES).order_by(_inside.c.id.desc())


async def page(tx: Transaction, owner: int, page: Page, wanted: Wanted) -> list[Group]:
    """The groups whose latest notifications lie on this page, newest first."""
    rows = await rows_of(tx, _PAGE, page, owner=owner, **wanted.values)
    keys = [row.key for row in rows if row.key]
    bounds = {"above": page.min_id or page.since_id or 0, "max_id": TOP if page.max_id is None else page.max_id}
    inside = await tx.all(_INSIDE, owner=owner, keys=keys, **bounds, **wanted.values) if keys else []
    members: dict[str, list[Row]] = {}
    for row in inside:
        members.setdefault(row.group_key, []).append(row)
    return [_group(notification_from(row), row.key, members.get(row.key, ())) for row in rows]


def _group(latest: Notification, key: str, members: Sequence[Row]) -> Group:
    if not key or not members:
        return Group(f"ungrouped-{latest.id}", latest, 1, latest.id, (latest.from_account_id,))
    senders = tuple(dict.fromkeys(row.from_account_id for row in members))
    return Group(key, latest, members[0].several, members[0].oldest or latest.id, senders)


def _named() -> Any:
    """Those of a key: a whole group, or the one that stands alone."""
    grouped = (notifications.c.group_key == bindparam("key", type_=Text())) & (notifications.c.group_key != "")
    return notifications.c.account_id == _OWNER, or_(
        grouped, notifications.c.id == bindparam("alone", type_=BigInteger())
    )


_MEMBERS = paged(select(*COLUMNS).where(*_named()), notifications.c.id)
_DISMISS = delete(notifications).where(*_named())
_UNREAD = select(func.count()).select_from(
    _LATEST.where(notifications.c.id > _ABOVE, notifications.c.id < _BELOW).limit(bindparam("limit")).subquery()
)


def _values(key: str) -> dict[str, Any]:
    number = key.removeprefix("ungrouped-")
    alone = key != number and number.isascii() and number.isdigit() and len(number) < 19
    return {"key": key, "alone": int(number) if alone else 0}


async def members(tx: Transaction, owner: int, key: str, page: Page) -> list[Notification]:
    """The notifications of one group, newest first."""
    return [notification_from(row) for row in await rows_of(tx, _MEMBERS, page, owner=owner, **_values(key))]


async def dismiss(tx: Transaction, owner: int, key: str) -> None:
    """The whole group is gone; of none nothing is."""
    await tx.run(_DISMISS, owner=owner, **_values(key))


async def unread(tx: Transaction, owner: int, above: int, limit: int, wanted: Wanted) -> int:
    """How many groups have something after that id; counting stops at `limit`."""
    found = await tx.scalar(_UNREAD, owner=owner, above=above, max_id=TOP, limit=limit, **wanted.values)
    return int(found or 0)
