"""Hashtags that people follow, and those that they show on their profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Table, bindparam, delete, func, not_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.ids import made_at
from fediai.domain.statuses import Page
from fediai.domain.visibility import OPEN
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.statements import among
from fediai.store.tables import accounts, featured_tags, status_tags, statuses, tag_follows

_ACCOUNT = bindparam("account", type_=BigInteger())


def _keep(table: Table) -> Any:
    names = ("id", "account_id", "tag", "created_at")
    return insert(table).values({name: bindparam(name) for name in names}).on_conflict_do_nothing()


def _drop(table: Table) -> Any:
    return delete(table).where(table.c.account_id == _ACCOUNT, table.c.tag == bindparam("tag"))


_FOLLOW, _UNFOLLOW = _keep(tag_follows), _drop(tag_follows)
_FEATURE, _UNFEATURE = _keep(featured_tags), _drop(featured_tags)
_FOLLOWED = paged(
    select(tag_follows.c.id, tag_follows.c.tag).where(tag_follows.c.account_id == _ACCOUNT), tag_follows.c.id
)
_FOLLOWED_OF = select(tag_follows.c.tag).where(tag_follows.c.account_id == _ACCOUNT, among(tag_follows.c.tag, "tags"))
_FEATURED_OF = select(featured_tags.c.tag).where(
    featured_tags.c.account_id == _ACCOUNT, among(featured_tags.c.tag, "tags")
)


async def follow(tx: Transaction, account: int, tag: str) -> None:
    """Public posts with it come home."""
    await tx.run(_FOLLOW, id=tx.new_id(), account_id=account, tag=tag, created_at=tx.now)


async def unfollow(tx: Transaction, account: int, tag: str) -> None:
    """And no more."""
    await tx.run(_UNFOLLOW, account=account, tag=tag)


async def followed(tx: Transaction, account: int, page: Page) -> list[tuple[int, str]]:
    """(cursor, hashtag), the latest follow first."""
    return [(row.id, row.tag) for row in await rows_of(tx, _FOLLOWED, page, account=account)]


async def chosen(tx: Transaction, account: int, tags: Sequence[str]) -> tuple[set[str], set[str]]:
    """Of these, the followed and the featured ones."""
    found = [
        {row.tag for row in await tx.all(statement, account=account, tags=list(tags))}
        for statement in (_FOLLOWED_OF, _FEATURED_OF)
    ]
    return found[0], found[1]


@dataclass(frozen=True, slots=True)
class FeaturedTag:
    """A hashtag on a profile, with what its owner posted under it."""

    id: int
    tag: str
    uses: int
    last: datetime | None


_open = statuses.c.visibility.in_(sorted(one.value for one in OPEN)) & statuses.c.pending_generation_id.is_(None)
_FEATURED = (
    select(
        featured_tags.c.id, featured_tags.c.tag, func.count(statuses.c.id).label("uses"),
        func.max(statuses.c.id).label("latest"),
    )
    .outerjoin(status_tags, status_tags.c.tag == featured_tags.c.tag)
    .outerjoin(statuses, (statuses.c.id == status_tags.c.status_id) & (statuses.c.account_id == _ACCOUNT) & _open)
    .where(featured_tags.c.account_id == _ACCOUNT)
    .group_by(featured_tags.c.id, featured_tags.c.tag)
    .order_by(featured_tags.c.id)
)  # fmt: skip
_USED = (
    select(status_tags.c.tag)
    .join(statuses, statuses.c.id == status_tags.c.status_id)
    .where(statuses.c.account_id == _ACCOUNT, _open)
    .group_by(status_tags.c.tag)
    .order_by(func.count().desc(), status_tags.c.tag)
    .limit(bindparam("limit"))
)
_UNFEATURE_ID = (
    delete(featured_tags)
    .where(featured_tags.c.account_id == _ACCOUNT, featured_tags.c.id == bindparam("tag_id"))
    .returning(featured_tags.c.tag)
)
_NAMES = select(featured_tags.c.tag).where(featured_tags.c.account_id == _ACCOUNT).order_by(featured_tags.c.id)
_UNFEATURE_OTHERS = delete(featured_tags).where(
    featured_tags.c.account_id == _ACCOUNT, not_(among(featured_tags.c.tag, "tags"))
)
_TAGS_URL = select(accounts.c.featured_tags_url).where(accounts.c.id == _ACCOUNT)


async def feature(tx: Transaction, account: int, tag: str) -> None:
    """Shown on the profile."""
    await tx.run(_FEATURE, id=tx.new_id(), account_id=account, tag=tag, created_at=tx.now)


async def unfeature(tx: Transaction, account: int, tag: str) -> bool:
    """Not shown any more; was it there?"""
    return await tx.run(_UNFEATURE, account=account, tag=tag) > 0


async def unfeature_id(tx: Transaction, account: int, id: int) -> str:
    """The same by its id; the hashtag, or "" if it was not there."""
    row = await tx.first(_UNFEATURE_ID, account=account, tag_id=id)
    return "" if row is None else str(row.tag)


async def featured_names(tx: Transaction, account: int) -> list[str]:
    """What somebody shows, oldest first, without counting."""
    return [row.tag for row in await tx.all(_NAMES, account=account)]


async def keep_featured(tx: Transaction, account: int, tags: Sequence[str]) -> None:
    """Exactly these are shown."""
    await tx.run(_UNFEATURE_OTHERS, account=account, tags=list(tags))
    for tag in tags:
        await feature(tx, account, tag)


async def list_of(tx: Transaction, account: int) -> str:
    """Where a far account lists its hashtags, or ""."""
    return str(await tx.scalar(_TAGS_URL, account=account) or "")


async def featured(tx: Transaction, account: int) -> list[FeaturedTag]:
    """What somebody shows on their profile."""
    rows = await tx.all(_FEATURED, account=account)
    return [FeaturedTag(row.id, row.tag, row.uses, made_at(row.latest) if row.latest else None) for row in rows]


async def most_used(tx: Transaction, account: int, limit: int) -> list[str]:
    """What somebody tags most."""
    return [row.tag for row in await tx.all(_USED, account=account, limit=limit)]
