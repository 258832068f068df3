"""Signs as rows: who answered which post with which emoji, and what a page shows of them in one query."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, case, delete, distinct, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.posts.signs import Sign
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import accounts, reactions

_NAMES = ("id", "account_id", "status_id", "name", "url", "uri", "created_at")
_BY, _STATUS = bindparam("account", type_=BigInteger()), bindparam("status", type_=BigInteger())
_INSERT = (
    insert(reactions)
    .values({name: bindparam(name, type_=reactions.c[name].type) for name in _NAMES})
    .on_conflict_do_nothing()
)
_ROOM = select(
    func.count(case((reactions.c.account_id == _BY, 1))).label("own"),
    func.count(distinct(reactions.c.name)).label("kinds"),
    func.count(case((reactions.c.name == bindparam("name", type_=Text()), 1))).label("known"),
).where(reactions.c.status_id == _STATUS)
_theirs = reactions.c.account_id == _BY
_TAKE = (
    delete(reactions)
    .where(
        _theirs,
        or_(
            among(reactions.c.uri, "uris"),
            (reactions.c.status_id == _STATUS) & (reactions.c.name == bindparam("name", type_=Text())),
        ),
    )
    .returning(reactions.c.status_id, reactions.c.name)
)
_whose: Any = case((reactions.c.url == "", ""), else_=accounts.c.domain)
_SHOWN = (
    select(
        reactions.c.status_id, reactions.c.name, func.count().label("several"),
        func.max(reactions.c.url).label("url"), _whose.label("domain"), func.min(reactions.c.id).label("first"),
    )
    .join(accounts, accounts.c.id == reactions.c.account_id)
    .where(among(reactions.c.status_id, "ids"), accounts.c.suspended_at.is_(None))
    .group_by(reactions.c.status_id, reactions.c.name, _whose)
    .order_by(func.count().desc(), func.min(reactions.c.id))
)  # fmt: skip
_NAMED = select(reactions.c.id, reactions.c.name, reactions.c.url, accounts.c.domain).join(
    accounts, accounts.c.id == reactions.c.account_id
).where(among(reactions.c.id, "ids"))  # fmt: skip


async def room(tx: Transaction, account_id: int, status_id: int, name: str) -> tuple[int, int]:
    """How many signs this account gave this post; how many kinds it has, were this one among them."""
    row = await tx.first(_ROOM, account=account_id, status=status_id, name=name)
    return (row.own, row.kinds + (not row.known)) if row else (0, 1)


async def insert_new(tx: Transaction, account_id: int, status_id: int, sign: Sign, uri: str) -> int | None:
    """Its id; None when they gave it before."""
    made = tx.new_id()
    new = await tx.run(
        _INSERT, id=made, account_id=account_id, status_id=status_id, name=sign.name, url=sign.url, uri=uri,
        created_at=tx.now,
    )  # fmt: skip
    return made if new else None


async def take(
    tx: Transaction, account_id: int, uris: Sequence[str], status_id: int = 0, name: str = ""
) -> list[tuple[int, str]]:
    """Those of this account that are gone now: by the ids of what said them, or one by its post and name."""
    rows = await tx.all(_TAKE, account=account_id, uris=list(uris), status=status_id, name=name)
    return [(row.status_id, row.name) for row in rows]


async def by_statuses(tx: Transaction, ids: Iterable[int]) -> dict[int, tuple[Sign, ...]]:
    """What each of these was answered with, the most frequent first."""
    found: dict[int, list[Sign]] = {}
    for row in await tx.all(_SHOWN, ids=list(ids)):
        found.setdefault(row.status_id, []).append(Sign(row.name, row.several, row.url, row.domain))
    return {key: tuple(signs) for key, signs in found.items()}


async def by_ids(tx: Transaction, ids: Sequence[int]) -> dict[int, Sign]:
    """Single ones, for the bells that they rang."""
    rows = await tx.all(_NAMED, ids=list(ids))
    return {row.id: Sign(row.name, 1, row.url, row.domain if row.url else "") for row in rows}
