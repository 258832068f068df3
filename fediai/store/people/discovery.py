"""Whom to follow next: friends of friends, who is new or active here, what is looked at."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Select, Text, bindparam, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.ids import first_at
from fediai.domain.lifecycle import FollowState
from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.moderation.trends import unrefused
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_columns, account_from
from fediai.store.posts.sight import unsilenced, wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import among
from fediai.store.tables import accounts, blocks, dismissed_suggestions, follows, status_tags, statuses

_VIEWER = bindparam("viewer", type_=BigInteger())
_PRESENT = (accounts.c.suspended_at.is_(None), accounts.c.deleted_at.is_(None), accounts.c.silenced_at.is_(None))
_OPEN = (accounts.c.discoverable, ~accounts.c.pending, *_PRESENT)
_mine, _theirs, _known = follows.alias("mine"), follows.alias("theirs"), follows.alias("known")
_FAMILIAR = (
    select(_theirs.c.target_id.label("followed"), *ACCOUNT_COLUMNS)
    .join_from(_theirs, _mine, _mine.c.target_id == _theirs.c.account_id)
    .join(accounts, accounts.c.id == _theirs.c.account_id)
    .where(
        among(_theirs.c.target_id, "ids"),
        _mine.c.account_id == _VIEWER,
        _mine.c.state == FollowState.ACCEPTED,
        _theirs.c.state == FollowState.ACCEPTED,
        *_PRESENT,
    )
    .order_by(_theirs.c.id.desc())
)


async def familiar(tx: Transaction, viewer: int, ids: Sequence[int]) -> dict[int, list[Account]]:
    """For each of these, those of its followers whom the viewer follows."""
    found: dict[int, list[Account]] = {one: [] for one in ids}
    for row in await tx.all(_FAMILIAR, viewer=viewer, ids=list(ids)):
        found[row.followed].append(account_from(row, 1))
    return found


_already = select(_known.c.id).where(_known.c.account_id == _VIEWER, _known.c.target_id == accounts.c.id).exists()
_blocked = (
    select(blocks.c.id)
    .where(
        ((blocks.c.account_id == _VIEWER) & (blocks.c.target_id == accounts.c.id))
        | ((blocks.c.target_id == _VIEWER) & (blocks.c.account_id == accounts.c.id))
    )
    .exists()
)
_friends = (
    select(_theirs.c.target_id, func.count().label("friends"))
    .join_from(_theirs, _mine, _mine.c.target_id == _theirs.c.account_id)
    .where(
        _mine.c.account_id == _VIEWER,
        _mine.c.state == FollowState.ACCEPTED,
        _theirs.c.state == FollowState.ACCEPTED,
    )
    .group_by(_theirs.c.target_id)
    .subquery()
)
_put_aside = (
    select(dismissed_suggestions.c.target_id)
    .where(dismissed_suggestions.c.account_id == _VIEWER, dismissed_suggestions.c.target_id == accounts.c.id)
    .exists()
)
_SUGGESTED = (
    select(*ACCOUNT_COLUMNS)
    .join(_friends, _friends.c.target_id == accounts.c.id)
    .where(*_OPEN, accounts.c.id != _VIEWER, ~_already, ~_blocked, ~_put_aside)
    .order_by(_friends.c.friends.desc(), accounts.c.id.desc())
    .limit(bindparam("limit"))
)


async def suggested(tx: Transaction, viewer: int, limit: int) -> list[Account]:
    """Whom those follow whom the viewer follows, the most followed first."""
    return [account_from(row) for row in await tx.all(_SUGGESTED, viewer=viewer, limit=limit)]


_DISMISS = (
    insert(dismissed_suggestions)
    .values({name: bindparam(name) for name in ("account_id", "target_id", "created_at")})
    .on_conflict_do_nothing()
)


async def dismiss(tx: Transaction, viewer: int, target: int) -> None:
    """Not suggested to them again."""
    await tx.run(_DISMISS, account_id=viewer, target_id=target, created_at=tx.now)


@lru_cache
def _directory(local: bool, newest: bool) -> Select[Any]:
    here = (accounts.c.domain == "",) if local else ()
    order = accounts.c.id.desc() if newest else func.coalesce(accounts.c.last_status_at, 0).desc()
    return (
        select(*account_columns(accounts))
        .where(*_OPEN, *here)
        .order_by(order, accounts.c.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


async def directory(tx: Transaction, *, local: bool, newest: bool, limit: int, offset: int) -> list[Account]:
    """Who wants to be found."""
    rows = await tx.all(_directory(local, newest), limit=limit, offset=offset)
    return [account_from(row) for row in rows]


_SINCE = bindparam("since", type_=BigInteger())
_public = (statuses.c.visibility == Visibility.PUBLIC.value, statuses.c.reblog_of_id.is_(None), statuses.c.id > _SINCE)
_people = func.count(statuses.c.account_id.distinct())


def _tags(*where: Any) -> Select[Any]:
    return (
        select(status_tags.c.tag, _people.label("people"))
        .join(statuses, statuses.c.id == status_tags.c.status_id)
        .where(*_public, *where)
        .group_by(status_tags.c.tag)
        .order_by(_people.desc(), status_tags.c.tag)
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


_liked = statuses.c.favourites_count + statuses.c.reblogs_count
_IS_LIKED = (statuses.c.pending_generation_id.is_(None), _liked > literal_column("0"))


def _statuses(*where: Any) -> Select[Any]:
    return (
        select(*STATUS_COLUMNS)
        .where(*_public, *_IS_LIKED, unsilenced(), wanted(), *where)
        .order_by(_liked.desc(), statuses.c.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


# By whether those are wanted, too, that moderators refused.
_TAGS = {True: _tags(), False: _tags(unrefused("tag", status_tags.c.tag))}
_STATUSES = {True: _statuses(), False: _statuses(unrefused("status", cast(statuses.c.id, Text)))}


async def tags(tx: Transaction, since: Any, limit: int, offset: int, *, refused: bool = False) -> list[str]:
    """Hashtags of public posts, those that most people used first."""
    rows = await tx.all(_TAGS[refused], since=first_at(since), limit=limit, offset=offset)
    return [row.tag for row in rows]


async def posts(
    tx: Transaction, viewer: int, since: Any, limit: int, offset: int, *, refused: bool = False
) -> list[Status]:
    """Public posts that others liked or showed, the most liked first."""
    rows = await tx.all(
        _STATUSES[refused], viewer=viewer, since=first_at(since), limit=limit, offset=offset, now=tx.now
    )
    return [status_from(row) for row in rows]
