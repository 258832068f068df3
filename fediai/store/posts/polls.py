"""Polls as rows: asked, voted in, counted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.polls import Option, Poll
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.statements import Row, among
from fediai.store.tables import accounts, poll_options, poll_votes, polls

_POLL = ("id", "status_id", "multiple", "hide_totals", "voters", "expires_at")
_INSERT = insert(polls).values({name: bindparam(name) for name in _POLL})
_OPTION = insert(poll_options).values({name: bindparam(name) for name in ("poll_id", "place", "title", "votes")})
_DELETE = delete(polls).where(polls.c.status_id == bindparam("status"))


async def insert_poll(tx: Transaction, poll: Poll) -> None:
    """With its options as they stand."""
    await tx.run(_INSERT, **{name: getattr(poll, name) for name in _POLL})
    await tx.run_many(
        _OPTION,
        [
            {"poll_id": poll.id, "place": place, "title": one.title, "votes": one.votes}
            for place, one in enumerate(poll.options)
        ],
    )


async def delete_of(tx: Transaction, status_id: int) -> None:
    """The status asks nothing any more; its votes are gone."""
    await tx.run(_DELETE, status=status_id)


def _select(condition: Any) -> Any:
    """A row per option, with the viewer's vote for it if there is one."""
    mine = and_(
        poll_votes.c.poll_id == polls.c.id,
        poll_votes.c.choice == poll_options.c.place,
        poll_votes.c.account_id == bindparam("viewer", type_=BigInteger()),
    )
    return (
        select(
            polls.c.id, polls.c.status_id, polls.c.multiple, polls.c.hide_totals, polls.c.voters, polls.c.expires_at,
            poll_options.c.title, poll_options.c.votes, poll_options.c.place, poll_votes.c.choice,
        )
        .join(poll_options, poll_options.c.poll_id == polls.c.id)
        .outerjoin(poll_votes, mine)
        .where(condition)
        .order_by(polls.c.id, poll_options.c.place)
    )  # fmt: skip


_BY_STATUSES = _select(among(polls.c.status_id, "ids"))
_BY_ID = _select(polls.c.id == bindparam("poll", type_=BigInteger()))


def _poll(rows: Sequence[Row], now: datetime) -> Poll:
    one = rows[0]
    return Poll(
        one.id, one.status_id, tuple(Option(row.title, row.votes) for row in rows), one.multiple, one.hide_totals,
        one.expires_at, one.voters, one.expires_at is not None and one.expires_at <= now,
        tuple(row.place for row in rows if row.choice is not None),
    )  # fmt: skip


async def by_statuses(tx: Transaction, viewer: int, ids: Iterable[int]) -> dict[int, Poll]:
    """The polls of these statuses, by status."""
    rows = await tx.all(_BY_STATUSES, viewer=viewer, ids=list(ids))
    return {key: _poll(list(found), tx.now) for key, found in groupby(rows, lambda row: row.status_id)}


async def by_id(tx: Transaction, viewer: int, id: int) -> Poll | None:
    """The poll, whoever may see it."""
    rows = await tx.all(_BY_ID, viewer=viewer, poll=id)
    return _poll(rows, tx.now) if rows else None


_LOCK = select(polls.c.id).where(polls.c.id == bindparam("poll")).with_for_update()
_HAS_VOTED = select(poll_votes.c.choice).where(
    poll_votes.c.poll_id == bindparam("poll"), poll_votes.c.account_id == bindparam("account")
)
_VOTE = insert(poll_votes).values(
    {name: bindparam(name) for name in ("poll_id", "account_id", "choice", "created_at")}
).on_conflict_do_nothing()  # fmt: skip
_COUNT = (
    update(poll_options)
    .where(poll_options.c.poll_id == bindparam("poll"), among(poll_options.c.place, "places"))
    .values(votes=poll_options.c.votes + 1)
)
_COUNT_VOTER = update(polls).where(polls.c.id == bindparam("poll")).values(voters=polls.c.voters + 1)


async def lock(tx: Transaction, id: int) -> None:
    """Who votes after this waits for us: two votes at one moment count as one after the other."""
    await tx.scalar(_LOCK, poll=id)


async def choices(tx: Transaction, id: int, account_id: int) -> set[int]:
    """What this account chose so far."""
    return {row.choice for row in await tx.all(_HAS_VOTED, poll=id, account=account_id)}


async def vote(tx: Transaction, id: int, account_id: int, places: Sequence[int], *, is_first: bool) -> None:
    """One more for each of these; one voter more with the first of them."""
    await tx.run_many(
        _VOTE,
        [{"poll_id": id, "account_id": account_id, "choice": place, "created_at": tx.now} for place in places],
    )
    await tx.run(_COUNT, poll=id, places=list(places))
    if is_first:
        await tx.run(_COUNT_VOTER, poll=id)


_STANDS = (
    update(polls)
    .where(polls.c.id == bindparam("poll"))
    .values({name: bindparam(name) for name in ("voters", "expires_at", "hide_totals")})
)
_TALLY = (
    update(poll_options)
    .where(poll_options.c.poll_id == bindparam("poll"), poll_options.c.place == bindparam("at"))
    .values(votes=bindparam("votes"))
)


async def stands(tx: Transaction, poll: Poll) -> None:
    """The numbers and the end, as whoever counts says."""
    await tx.run(_STANDS, poll=poll.id, voters=poll.voters, expires_at=poll.expires_at, hide_totals=poll.hide_totals)
    tallies = [{"poll": poll.id, "at": place, "votes": one.votes} for place, one in enumerate(poll.options)]
    await tx.run_many(_TALLY, tallies)


_VOTERS = (
    select(*ACCOUNT_COLUMNS)
    .where(
        accounts.c.domain == "",
        accounts.c.id.in_(select(poll_votes.c.account_id).where(poll_votes.c.poll_id == bindparam("poll"))),
    )
)  # fmt: skip


async def our_voters(tx: Transaction, id: int) -> list[Account]:
    """People of ours who voted."""
    return [account_from(row) for row in await tx.all(_VOTERS, poll=id)]


_FAR_VOTERS = (
    select(poll_votes.c.account_id)
    .distinct()
    .join(accounts, accounts.c.id == poll_votes.c.account_id)
    .where(poll_votes.c.poll_id == bindparam("poll"), accounts.c.domain != "")
)


async def far_voters(tx: Transaction, id: int) -> list[int]:
    """Ids of those from elsewhere who voted: they hear how it stands."""
    return [row.account_id for row in await tx.all(_FAR_VOTERS, poll=id)]
