"""Errands: leased jobs, enqueued in the transaction that makes them necessary."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.events import JobsDue
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import jobs


@dataclass(frozen=True, slots=True)
class Job:
    """An errand as it is to be run: `kind` chooses the handler, `payload` holds ids."""

    kind: str
    payload: dict[str, Any]
    lane: str | None = None
    unique_key: str | None = None
    id: int = 0
    attempts: int = 0
    after: timedelta = field(default=timedelta())


_INSERT = (
    insert(jobs)
    .values({name: bindparam(name) for name in ("id", "kind", "payload", "lane", "unique_key", "run_at", "created_at")})
    .on_conflict_do_nothing(index_elements=["unique_key"])
)


async def enqueue(tx: Transaction, *errands: Job) -> None:
    """Each becomes due `after` from now; one with a known unique key changes nothing."""
    if not errands:
        return
    await tx.run_many(
        _INSERT,
        [
            {
                "id": tx.new_id(), "kind": job.kind, "payload": job.payload, "lane": job.lane,
                "unique_key": job.unique_key, "run_at": tx.now + job.after, "created_at": tx.now,
            }
            for job in errands
        ],
    )  # fmt: skip
    for kind in {job.kind for job in errands}:
        tx.emit(JobsDue(kind))


_ahead = jobs.alias("ahead")
_now, _lease = bindparam("now", type_=jobs.c.run_at.type), bindparam("lease", type_=jobs.c.run_at.type)
_waiting = (
    select(_ahead.c.id)
    .where(_ahead.c.lane == jobs.c.lane, _ahead.c.id < jobs.c.id, _ahead.c.failed_at.is_(None))
    .exists()
)
# A common table expression, not a bare IN (… LIMIT): a planner may run that again and overshoot the limit.
_due = (
    select(jobs.c.id)
    .where(
        jobs.c.failed_at.is_(None),
        jobs.c.run_at <= _now,
        (jobs.c.leased_until.is_(None)) | (jobs.c.leased_until < _now),
        among(jobs.c.kind, "kinds"),
        (jobs.c.lane.is_(None)) | ~_waiting,
    )
    .order_by(jobs.c.run_at, jobs.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True, of=jobs)
    .cte("due")
)
_CLAIM = (
    update(jobs)
    .where(jobs.c.id.in_(select(_due.c.id)))
    .values(leased_until=_lease, attempts=jobs.c.attempts + 1)
    .returning(jobs.c.id, jobs.c.kind, jobs.c.payload, jobs.c.lane, jobs.c.unique_key, jobs.c.attempts)
)


async def claim(tx: Transaction, kinds: Sequence[str], limit: int, lease: timedelta) -> list[Job]:
    """Takes what is due, leases it, and never two of a lane."""
    rows = await tx.all(_CLAIM, now=tx.now, lease=tx.now + lease, kinds=kinds, limit=limit)
    found = [Job(r.kind, r.payload, r.lane, r.unique_key, r.id, r.attempts) for r in rows]
    return sorted(found, key=lambda job: job.id)


_DONE = delete(jobs).where(among(jobs.c.id, "ids"))
_LATER = (
    update(jobs)
    .where(jobs.c.id == bindparam("job"))
    .values(leased_until=None, run_at=bindparam("at", type_=jobs.c.run_at.type), last_error=bindparam("error"))
)
_WAIT = (
    update(jobs)
    .where(jobs.c.id == bindparam("job"))
    .values(leased_until=None, run_at=bindparam("at", type_=jobs.c.run_at.type), attempts=jobs.c.attempts - 1)
)
_FAIL = (
    update(jobs)
    .where(jobs.c.id == bindparam("job"))
    .values(
        leased_until=None, failed_at=bindparam("at", type_=jobs.c.run_at.type), last_error=bindparam("error"),
        unique_key=None,
    )
)  # fmt: skip
_LET_GO = update(jobs).where(jobs.c.leased_until.is_not(None)).values(leased_until=None)
_NEXT = select(func.min(jobs.c.run_at).label("at")).where(jobs.c.failed_at.is_(None), jobs.c.leased_until.is_(None))
_COUNT = select(jobs.c.kind, func.count()).where(jobs.c.failed_at.is_(None)).group_by(jobs.c.kind)


_GIVEN_UP = select(jobs.c.kind, func.count()).where(jobs.c.failed_at.is_not(None)).group_by(jobs.c.kind)
_DUE_KINDS = (
    select(jobs.c.kind)
    .distinct()
    .where(
        jobs.c.failed_at.is_(None),
        jobs.c.run_at <= _now,
        (jobs.c.leased_until.is_(None)) | (jobs.c.leased_until < _now),
    )
)


async def due_kinds(tx: Transaction) -> set[str]:
    """The kinds of which something may be due: a cheap look before anybody takes the write lock."""
    return {row.kind for row in await tx.all(_DUE_KINDS, now=tx.now)}


async def done(tx: Transaction, ids: Sequence[int]) -> None:
    """These are finished and forgotten."""
    if not ids:
        return
    await tx.run(_DONE, ids=ids)


async def later(tx: Transaction, id: int, seconds: float, error: str) -> None:
    """Try again after so long."""
    await tx.run(_LATER, job=id, at=tx.now + timedelta(seconds=seconds), error=error)


async def wait(tx: Transaction, id: int, until: datetime) -> None:
    """Put back without burning an attempt: the far host is known to be down."""
    await tx.run(_WAIT, job=id, at=until)


async def fail(tx: Transaction, id: int, error: str) -> None:
    """Given up; stays visible with its last error."""
    await tx.run(_FAIL, job=id, at=tx.now, error=error)


async def let_go(tx: Transaction) -> None:
    """Nothing is leased any more: only for a process that knows that no other runs errands."""
    await tx.run(_LET_GO)


async def counts(tx: Transaction) -> dict[str, int]:
    """How many of each kind wait or run."""
    return {row[0]: row[1] for row in await tx.all(_COUNT)}


async def given_up(tx: Transaction) -> dict[str, int]:
    """How many of each kind failed for good."""
    return {row[0]: row[1] for row in await tx.all(_GIVEN_UP)}


_FORGET = delete(jobs).where(jobs.c.failed_at < bindparam("before", type_=jobs.c.failed_at.type))


async def forget(tx: Transaction, age: timedelta) -> int:
    """Those given up so long ago that nobody asks why any more."""
    return await tx.run(_FORGET, before=tx.now - age)


async def longest_due(tx: Transaction) -> datetime | None:
    """When that fell due, or will, which waits the longest and is nobody's yet."""
    found: datetime | None = await tx.scalar(_NEXT)
    return found
