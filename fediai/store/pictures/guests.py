"""People of other servers who ask the studio: what they spent, what they were told, and who is in their thread."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, func, literal, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.tables import accounts, generations, statuses, studio_guests

DAY = timedelta(days=1)
MOST_PEOPLE = 100  # of a thread


@dataclass(frozen=True, slots=True)
class Spent:
    """Pictures of the last day: of one guest, and of everybody from the same server."""

    own: int
    of_server: int


_counted = generations.c.refunded.is_(False) & (
    generations.c.created_at > bindparam("since", type_=generations.c.created_at.type)
)
_SPENT = (
    select(func.coalesce(func.sum(generations.c.cost), 0).label("cost"), generations.c.account_id)
    .join(accounts, accounts.c.id == generations.c.account_id)
    .where(accounts.c.domain == bindparam("domain"), _counted)
    .group_by(generations.c.account_id)
)
_LOCK = select(accounts.c.id).where(accounts.c.id == bindparam("studio")).with_for_update()


async def spent(tx: Transaction, studio_id: int, guest: Account) -> Spent:
    """Counted while the studio is locked, so that two who ask at once can't both get the last picture."""
    await tx.all(_LOCK, studio=studio_id)
    by_guest = {row.account_id: int(row.cost) for row in await tx.all(_SPENT, domain=guest.domain, since=tx.now - DAY)}
    return Spent(by_guest.get(guest.id, 0), sum(by_guest.values()))


def _telling(column: str) -> Any:
    """Notes that this is said now, unless it was said since."""
    kind = studio_guests.c[column].type
    telling = insert(studio_guests).values(account_id=bindparam("account"), **{column: bindparam("now", type_=kind)})
    known = studio_guests.c[column]
    return telling.on_conflict_do_update(
        index_elements=["account_id"], set_={column: telling.excluded[column]},
        where=known.is_(None) | (known <= bindparam("since", type_=kind)),
    )  # fmt: skip


_REFUSED, _GREETED = _telling("refused_at"), _telling("greeted_at")


async def may_refuse(tx: Transaction, account_id: int) -> bool:
    """True once a day, and it is noted: nobody gets more than one refusal a day."""
    return await _may_say(tx, _REFUSED, account_id)


async def may_greet(tx: Transaction, account_id: int) -> bool:
    """The same for explaining how to ask."""
    return await _may_say(tx, _GREETED, account_id)


async def _may_say(tx: Transaction, telling: Any, account_id: int) -> bool:
    return bool(await tx.run(telling, account=account_id, now=tx.now, since=tx.now - DAY))


_THREAD = (
    select(statuses.c.account_id)
    .where(statuses.c.thread_id == bindparam("thread", type_=BigInteger()))
    .distinct()
    .limit(literal(MOST_PEOPLE))
)
_PEOPLE = select(*ACCOUNT_COLUMNS).where(accounts.c.id.in_(_THREAD))


async def people_of(tx: Transaction, thread_id: int) -> list[Account]:
    """Who wrote in this thread, as far as we know it."""
    return [account_from(row) for row in await tx.all(_PEOPLE, thread=thread_id)]
