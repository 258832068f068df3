"""Notes about accounts, and servers that one person shuts out."""

from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, func, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.lifecycle import FollowState
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.tables import account_notes, accounts, follows, shut_domains

_OWNER = bindparam("owner", type_=BigInteger())
_NOTE = insert(account_notes).values({name: bindparam(name) for name in ("account_id", "target_id", "comment")})
_NOTE = _NOTE.on_conflict_do_update(
    index_elements=["account_id", "target_id"], set_={"comment": _NOTE.excluded.comment}
)
_SHUT = (
    insert(shut_domains)
    .values({name: bindparam(name) for name in ("account_id", "domain", "created_at")})
    .on_conflict_do_nothing()
)
_OPEN = delete(shut_domains).where(shut_domains.c.account_id == _OWNER, shut_domains.c.domain == bindparam("host"))
# Shutting one out is a transaction of its own, so that no two of one person's were shut at the same microsecond.
_SHUT_AT = type_coerce(shut_domains.c.created_at, BigInteger)
_DOMAINS = paged(
    select(shut_domains.c.domain, _SHUT_AT.label("cursor")).where(shut_domains.c.account_id == _OWNER), _SHUT_AT
)
_FOLLOWED_THERE = (
    select(*ACCOUNT_COLUMNS)
    .where(
        accounts.c.domain == bindparam("host"),
        select(follows.c.id)
        .where(
            or_(
                and_(follows.c.account_id == _OWNER, follows.c.target_id == accounts.c.id),
                and_(follows.c.target_id == _OWNER, follows.c.account_id == accounts.c.id),
            )
        )
        .exists(),
    )
)  # fmt: skip


async def note(tx: Transaction, owner: int, target: int, comment: str) -> None:
    """Only its writer reads it; empty means none."""
    await tx.run(_NOTE, account_id=owner, target_id=target, comment=comment)


async def shut(tx: Transaction, owner: int, domain: str) -> None:
    """Nobody from there is heard."""
    await tx.run(_SHUT, account_id=owner, domain=domain, created_at=tx.now)


async def reopen(tx: Transaction, owner: int, domain: str) -> None:
    """They are heard again."""
    await tx.run(_OPEN, owner=owner, host=domain)


async def shut_out(tx: Transaction, owner: int, page: Page) -> list[tuple[int, str]]:
    """(cursor, name) of the servers that this person shut out, the latest first."""
    return [(row.cursor, row.domain) for row in await rows_of(tx, _DOMAINS, page, owner=owner)]


async def tied_there(tx: Transaction, owner: int, domain: str) -> list[Account]:
    """Who from there follows this person or is followed."""
    return [account_from(row) for row in await tx.all(_FOLLOWED_THERE, owner=owner, host=domain)]


def _ties(mine: Any, theirs: Any) -> Any:
    there = (accounts.c.id == theirs) & (accounts.c.domain == bindparam("host"))
    query = select(func.count()).select_from(follows.join(accounts, there))
    return query.where(mine == _OWNER, follows.c.state == FollowState.ACCEPTED.value).scalar_subquery()


_TIES = select(
    _ties(follows.c.account_id, follows.c.target_id).label("following"),
    _ties(follows.c.target_id, follows.c.account_id).label("followers"),
)


async def ties_there(tx: Transaction, owner: int, domain: str) -> tuple[int, int]:
    """How many there this person follows, and how many from there follow them."""
    row = await tx.first(_TIES, owner=owner, host=domain)
    return (row.following, row.followers) if row else (0, 0)
