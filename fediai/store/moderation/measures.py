"""Counts by day for those who watch over a house: each measure is two queries, however long the time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, bindparam, func, select, type_coerce, union_all

from fediai.domain.ids import first_at
from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.tables import accounts, favourites, follows, media_attachments, reports, status_tags, statuses, users
from fediai.store.types import UtcDateTime

DAY_OF_IDS = 86_400_000 << 16  # ids carry milliseconds in their upper bits
DAY_OF_TIMES = 86_400_000_000
_ABOUT: Any = bindparam("about")
_since, _until = bindparam("since", type_=BigInteger()), bindparam("until", type_=BigInteger())


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted of which rows; `by_id`: the day is in the id, else in a time."""

    rows: FromClause
    at: ColumnElement[Any]
    what: ColumnElement[Any]
    where: tuple[ColumnElement[bool], ...] = ()
    by_id: bool = True

    def days(self) -> Select[Any]:
        """(days since 1970, how many), for days on which there was something."""
        day = (self.at // (DAY_OF_IDS if self.by_id else DAY_OF_TIMES)).label("day")
        return self._within(select(day, self.what.label("value"))).group_by(day)

    def total(self) -> Select[Any]:
        """Over the whole time: whoever came twice counts once."""
        return self._within(select(self.what.label("value")))

    def _within(self, query: Select[Any]) -> Select[Any]:
        return query.select_from(self.rows).where(self.at >= _since, self.at < _until, *self.where)


def _instant(column: ColumnElement[Any]) -> ColumnElement[Any]:
    return type_coerce(column, BigInteger)


_far = accounts.alias("far")
_ours = accounts.alias("ours")
_said = statuses.join(accounts, accounts.c.id == statuses.c.account_id)
_tagged = status_tags.join(statuses, statuses.c.id == status_tags.c.status_id).join(
    accounts, accounts.c.id == statuses.c.account_id
)
_HERE, _TAG = statuses.c.local.is_(True), status_tags.c.tag == _ABOUT
_THERE = accounts.c.domain == _ABOUT
_of = statuses.alias("of")
_answered = statuses.join(_of, (_of.c.id == statuses.c.in_reply_to_id) | (_of.c.id == statuses.c.reblog_of_id))
_liked = favourites.join(statuses, statuses.c.id == favourites.c.status_id)
_DONE = union_all(
    select(favourites.c.id.label("id"))
    .select_from(_liked)
    .where(_HERE, favourites.c.id >= _since, favourites.c.id < _until),
    select(statuses.c.id)
    .select_from(_answered)
    .where(
        _of.c.local.is_(True),
        statuses.c.account_id != _of.c.account_id,
        statuses.c.id >= _since,
        statuses.c.id < _until,
    ),
).subquery()
_SEEN = union_all(
    select(_instant(statuses.c.created_at).label("at"), statuses.c.account_id.label("who")).where(_HERE),
    select(_instant(users.c.last_sign_in_at), users.c.account_id).where(users.c.last_sign_in_at.is_not(None)),
).subquery()
_follows = follows.join(_ours, _ours.c.id == follows.c.account_id).join(_far, _far.c.id == follows.c.target_id)
_all = func.count()
MEASURES: Mapping[str, Measure] = {
    "active_users": Measure(_SEEN, _SEEN.c.at, func.count(_SEEN.c.who.distinct()), by_id=False),
    "new_users": Measure(users, users.c.id, _all),
    "interactions": Measure(_DONE, _DONE.c.id, _all),
    "opened_reports": Measure(reports, reports.c.id, _all),
    "resolved_reports": Measure(reports, _instant(reports.c.resolved_at), _all, by_id=False),
    "tag_accounts": Measure(_tagged, statuses.c.id, func.count(statuses.c.account_id.distinct()), (_TAG,)),
    "tag_uses": Measure(_tagged, statuses.c.id, _all, (_TAG,)),
    "tag_servers": Measure(_tagged, statuses.c.id, func.count(accounts.c.domain.distinct()), (_TAG,)),
    "instance_accounts": Measure(accounts, accounts.c.id, _all, (_THERE,)),
    "instance_media_attachments": Measure(
        media_attachments.join(accounts, accounts.c.id == media_attachments.c.account_id),
        media_attachments.c.id, func.coalesce(func.sum(media_attachments.c.size), 0), (_THERE,),
    ),
    "instance_reports": Measure(
        reports.join(accounts, accounts.c.id == reports.c.target_id), reports.c.id, _all, (_THERE,)
    ),
    "instance_statuses": Measure(_said, statuses.c.id, _all, (_THERE,)),
    "instance_follows": Measure(
        _follows, follows.c.id, _all,
        (_ours.c.domain == "", _far.c.domain == _ABOUT, follows.c.state == FollowState.ACCEPTED.value),
    ),
    "instance_followers": Measure(
        _follows, follows.c.id, _all,
        (_far.c.domain == "", _ours.c.domain == _ABOUT, follows.c.state == FollowState.ACCEPTED.value),
    ),
}  # fmt: skip
_DAYS = {name: measure.days() for name, measure in MEASURES.items()}
_TOTALS = {name: measure.total() for name, measure in MEASURES.items()}


def _span(name: str, since: datetime, until: datetime) -> dict[str, int]:
    if MEASURES[name].by_id:
        return {"since": first_at(since), "until": first_at(until)}
    return {"since": UtcDateTime.write(since) or 0, "until": UtcDateTime.write(until) or 0}


async def by_day(tx: Transaction, name: str, since: datetime, until: datetime, about: str) -> dict[int, int]:
    """How many on each day (counted from 1970) on which there was something."""
    rows = await tx.all(_DAYS[name], about=about, **_span(name, since, until))
    return {int(row.day): int(row.value) for row in rows}


async def total(tx: Transaction, name: str, since: datetime, until: datetime, about: str) -> int:
    """Over the whole time."""
    return int(await tx.scalar(_TOTALS[name], about=about, **_span(name, since, until)))


_COHORTS = (
    select(users.c.created_at, users.c.last_sign_in_at, accounts.c.last_status_at)
    .join(accounts, accounts.c.id == users.c.account_id)
    .where(
        users.c.created_at >= bindparam("since", type_=users.c.created_at.type),
        users.c.created_at < bindparam("until", type_=users.c.created_at.type),
    )
)


async def stays(tx: Transaction, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """(came, was last active) of everybody who came within this time."""
    rows = await tx.all(_COHORTS, since=since, until=until)
    return [(row.created_at, max(filter(None, row))) for row in rows]
