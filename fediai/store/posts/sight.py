"""Who sees which status, as conditions of a query; the one place where sight is decided.

Every condition binds `viewer`: an account's id, or 0 for somebody we do not know.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, or_, select

from fediai.domain.lifecycle import FollowState
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN, Visibility
from fediai.store.database import Transaction
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import among, there
from fediai.store.tables import accounts, blocks, follows, mentions, mutes, shut_domains, statuses
from fediai.store.types import UtcDateTime

VIEWER = bindparam("viewer", type_=BigInteger())
NOW = bindparam("now", type_=UtcDateTime())
Condition = Any  # SQLAlchemy's types for conditions differ with their parts


def follows_author(author: Any) -> Condition:
    """The viewer follows this account."""
    return there(
        select(follows.c.id).where(
            follows.c.account_id == VIEWER, follows.c.target_id == author, follows.c.state == FollowState.ACCEPTED
        )
    )


def _blocks(by: Any, whom: Any) -> Condition:
    return there(select(blocks.c.id).where(blocks.c.account_id == by, blocks.c.target_id == whom))


def seen(status: Any = statuses) -> Condition:
    """This viewer may see it at all: open, own, named in it, or followers-only and a follower; never past a block."""
    named = there(
        select(mentions.c.account_id).where(mentions.c.status_id == status.c.id, mentions.c.account_id == VIEWER)
    )
    suspended = there(
        select(accounts.c.id).where(accounts.c.id == status.c.account_id, accounts.c.suspended_at.is_not(None))
    )
    followers_only = and_(status.c.visibility == Visibility.PRIVATE.value, follows_author(status.c.account_id))
    return or_(
        status.c.account_id == VIEWER,
        and_(
            status.c.pending_generation_id.is_(None),
            or_(*(status.c.visibility == one.value for one in sorted(OPEN)), named, followers_only),
            ~_blocks(status.c.account_id, VIEWER),
            ~suspended,
        ),
    )


def has_any(table: Any, column: str = "account_id", *conditions: str) -> Condition:
    """The viewer has such rows at all: asked once for a page, before any single post; most people block nobody."""
    mine = table.alias(f"any_{table.name}")
    flags = (mine.c[name] for name in conditions)
    return select(mine.c[column]).where(mine.c[column] == VIEWER, *flags).exists()


def wanted(status: Any = statuses) -> Condition:
    """Nobody in it is blocked or muted by the viewer, or blocks them; of a reblog both authors. Binds `now`."""
    reblogged = statuses.alias("reblogged")
    original = (
        select(reblogged.c.account_id)
        .where(reblogged.c.id == status.c.reblog_of_id)
        .correlate(status)
        .scalar_subquery()
    )
    people = (status.c.account_id, original)
    muted = (
        select(mutes.c.id)
        .where(
            mutes.c.account_id == VIEWER,
            mutes.c.target_id.in_(people),
            or_(mutes.c.expires_at.is_(None), mutes.c.expires_at > NOW),
        )
        .exists()
    )
    unwelcome = (
        select(blocks.c.id)
        .where(
            or_(
                and_(blocks.c.account_id == VIEWER, blocks.c.target_id.in_(people)),
                and_(blocks.c.target_id == VIEWER, blocks.c.account_id.in_(people)),
            )
        )
        .exists()
    )
    shut = (
        select(shut_domains.c.domain)
        .join(accounts, accounts.c.domain == shut_domains.c.domain)
        .where(shut_domains.c.account_id == VIEWER, accounts.c.id.in_(people))
        .exists()
    )
    return and_(
        ~and_(has_any(mutes), muted),
        ~and_(or_(has_any(blocks), has_any(blocks, "target_id")), unwelcome),
        ~and_(has_any(shut_domains), shut),
    )


def unsilenced(status: Any = statuses) -> Condition:
    """Its author is not silenced, or is followed by the viewer."""
    silenced = there(
        select(accounts.c.id).where(
            accounts.c.id == status.c.account_id,
            or_(accounts.c.silenced_at.is_not(None), accounts.c.suspended_at.is_not(None)),
        )
    )
    return or_(~silenced, follows_author(status.c.account_id))


_SEEN = select(*STATUS_COLUMNS).where(statuses.c.id == bindparam("id"), seen())


async def status_seen(tx: Transaction, viewer: int, id: int) -> Status | None:
    """The status, if this viewer may see it."""
    row = await tx.first(_SEEN, viewer=viewer, id=id)
    return status_from(row) if row else None


_ALL_SEEN = select(*STATUS_COLUMNS).where(among(statuses.c.id, "ids"), seen())


async def statuses_seen(tx: Transaction, viewer: int, ids: Iterable[int]) -> dict[int, Status]:
    """Of these, the ones that this viewer may see."""
    return {row.id: status_from(row) for row in await tx.all(_ALL_SEEN, viewer=viewer, ids=list(ids))}


_WANTED = select(*STATUS_COLUMNS).where(statuses.c.id == bindparam("id"), seen(), wanted())


async def status_wanted(tx: Transaction, viewer: int, id: int) -> Status | None:
    """The status, if this viewer may see it and nobody in it is blocked or muted."""
    row = await tx.first(_WANTED, viewer=viewer, id=id, now=tx.now)
    return status_from(row) if row else None
