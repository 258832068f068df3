"""What an administrator changes while the server runs, and the numbers an instance tells about itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.store import weeks
from fediai.store.ai_figures import AiFigures, ai_figures
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.tables import accounts, instance_settings, peers, users
from fediai.store.weeks import Week

T = TypeVar("T")
COUNTED_EVERY, WEEKS_COUNTED_EVERY = timedelta(minutes=5), timedelta(hours=1)
_ALL = select(instance_settings.c.name, instance_settings.c.value)
_ONE = select(instance_settings.c.value).where(instance_settings.c.name == bindparam("name"))
_SET = insert(instance_settings).values(name=bindparam("name"), value=bindparam("value"))
_REPLACE = _SET.on_conflict_do_update(index_elements=["name"], set_={"value": _SET.excluded.value})
_ADD = _SET.on_conflict_do_nothing()


async def every(tx: Transaction) -> dict[str, Any]:
    """All of them by name."""
    return {row.name: row.value for row in await tx.all(_ALL)}


async def one(tx: Transaction, name: str) -> Any:
    """One of them; None where it was never set."""
    return await tx.scalar(_ONE, name=name)


async def put(tx: Transaction, name: str, value: Any) -> None:
    """Sets one."""
    await tx.run(_REPLACE, name=name, value=value)


async def put_once(tx: Transaction, name: str, value: Any) -> None:
    """Sets one that must never change, unless it is there."""
    await tx.run(_ADD, name=name, value=value)


@dataclass(frozen=True, slots=True)
class Usage:
    """How many people, active people, posts of theirs, and servers known."""

    users: int
    active_month: int
    active_half_year: int
    statuses: int
    domains: int


_at = users.c.last_sign_in_at.type
_month, _half_year = bindparam("month", type_=_at), bindparam("half_year", type_=_at)


_PEOPLE = (
    select(
        func.count().label("people"),
        func.count().filter(or_(accounts.c.last_status_at > _month, users.c.last_sign_in_at > _month)).label("month"),
        func.count()
        .filter(or_(accounts.c.last_status_at > _half_year, users.c.last_sign_in_at > _half_year))
        .label("half_year"),
    )
    .select_from(users.join(accounts, accounts.c.id == users.c.account_id))
    .where(users.c.disabled_at.is_(None), accounts.c.deleted_at.is_(None))
)
_STATUSES = select(func.coalesce(func.sum(accounts.c.statuses_count), 0)).where(accounts.c.domain == "")
_PEERS = select(func.count()).select_from(peers)


async def usage(tx: Transaction) -> Usage:
    """Counted now: three queries that look at all of our people and all of our peers."""
    [people] = await tx.all(_PEOPLE, month=tx.now - timedelta(days=30), half_year=tx.now - timedelta(days=180))
    statuses, domains = await tx.scalar(_STATUSES), await tx.scalar(_PEERS)
    return Usage(people.people, people.month, people.half_year, int(statuses), domains)


class Counted:
    """The numbers as they were within the last minutes: everybody who opens a client asks for them."""

    def __init__(self) -> None:
        self._known: dict[Any, tuple[Any, datetime]] = {}  # what counted, and until when it counts

    async def usage(self, tx: Transaction) -> Usage:
        """How many people, posts and servers."""
        return await self._fresh(tx, usage, COUNTED_EVERY)

    async def figures(self, tx: Transaction) -> AiFigures:
        """How AI is used here."""
        return await self._fresh(tx, ai_figures, COUNTED_EVERY)

    async def weeks(self, tx: Transaction) -> list[Week]:
        """How busy the house was."""
        return await self._fresh(tx, weeks.latest, WEEKS_COUNTED_EVERY)

    def forget_figures(self) -> None:
        """Somebody has just changed what they allow: what is said to machines follows at once."""
        self._known.pop(ai_figures, None)

    async def _fresh(self, tx: Transaction, count: Callable[[Transaction], Awaitable[T]], every: timedelta) -> T:
        found, until = self._known.get(count, (None, tx.now))
        if tx.now >= until:
            found = await count(tx)
            self._known[count] = (found, tx.now + every)
        return cast(T, found)


_CONTACT = (
    select(*ACCOUNT_COLUMNS)
    .join(users, users.c.account_id == accounts.c.id)
    .where(users.c.role == "admin", users.c.disabled_at.is_(None))
    .order_by(users.c.id)
    .limit(1)
)


async def contact(tx: Transaction) -> Account | None:
    """The first administrator."""
    row = await tx.first(_CONTACT)
    return account_from(row) if row else None
