"""The door to the database, on both engines: all or nothing, one instant, events only after the commit."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, select, update

from fediai.domain.events import JobsDue
from fediai.store.statements import among
from fediai.store.tables import peers

ADD = insert(peers).values({name: bindparam(name) for name in ("host", "first_seen_at", "software", "knows")})
ALL = select(peers.c.host, peers.c.first_seen_at, peers.c.knows, peers.c.failures).order_by(peers.c.host)
SOME = select(peers.c.host).where(among(peers.c.host, "hosts")).order_by(peers.c.host)
FAILURES = select(peers.c.failures).where(peers.c.host == bindparam("which"))
FAILED = update(peers).where(peers.c.host == bindparam("which")).values(failures=bindparam("count"))


async def add(tx, host: str, at: datetime | None = None) -> None:
    await tx.run(ADD, host=host, first_seen_at=at or tx.now, software="", knows={"rfc9421": True})


async def test_what_is_written_is_read_in_our_own_types(db):
    """UTC instants, JSON, numbers."""
    noon = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    async with db.write() as tx:
        await add(tx, "far.example", noon)
    async with db.read() as tx:
        [row] = await tx.all(ALL)
    assert row.first_seen_at == noon
    assert row.first_seen_at.tzinfo is UTC
    assert row.knows == {"rfc9421": True}
    assert row.failures == 0


async def test_a_time_without_its_zone_is_refused(db):
    """12:00 of nowhere would silently become 12:00 UTC."""
    with pytest.raises(ValueError, match="without its zone"):
        async with db.write() as tx:
            await add(tx, "far.example", datetime(2026, 1, 1))  # noqa: DTZ001


async def test_an_exception_undoes_everything_and_says_nothing(db):
    said = []
    db.announce = said.extend
    with pytest.raises(RuntimeError):
        async with db.write() as tx:
            await add(tx, "far.example")
            tx.emit(JobsDue("deliver"))
            raise RuntimeError
    async with db.read() as tx:
        assert await tx.all(ALL) == []
    assert said == []


async def test_events_are_said_after_the_commit(db):
    said = []

    def announce(events):
        said.extend(events)

    db.announce = announce
    async with db.write() as tx:
        tx.emit(JobsDue("deliver"))
        assert said == []
    assert said == [JobsDue("deliver")]


async def test_a_cancelled_writer_leaves_nothing_behind(db):
    """A client that hangs up in the middle must not block the next writer."""

    async def writes_slowly():
        async with db.write() as tx:
            await add(tx, "slow.example")
            await asyncio.sleep(10)

    task = asyncio.create_task(writes_slowly())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with db.write() as tx:
        await add(tx, "next.example")
    async with db.read() as tx:
        assert [row.host for row in await tx.all(ALL)] == ["next.example"]


async def test_a_hundred_read_then_write_transactions_lose_nothing(db):
    """On SQLite deferred begins die here with "database is locked"; PostgreSQL is asked one after the other."""
    async with db.write() as tx:
        await add(tx, "far.example")
    turn = asyncio.Semaphore(100 if db.engine.name == "sqlite" else 1)

    async def count_one_more():
        async with turn, db.write() as tx:
            count = await tx.scalar(FAILURES, which="far.example")
            await tx.run(FAILED, which="far.example", count=count + 1)

    await asyncio.gather(*(count_one_more() for _ in range(100)))
    async with db.read() as tx:
        assert await tx.scalar(FAILURES, which="far.example") == 100


async def test_a_list_of_any_length_is_one_parameter(db):
    async with db.write() as tx:
        await tx.run_many(
            ADD,
            [{"host": f"h{n:03}", "first_seen_at": tx.now, "software": "", "knows": {}} for n in range(300)],
        )
    async with db.read() as tx:
        assert await tx.all(SOME, hosts=[]) == []
        assert [row.host for row in await tx.all(SOME, hosts=["h007", "h250", "nobody"])] == ["h007", "h250"]
        assert len(await tx.all(SOME, hosts=[f"h{n:03}" for n in range(300)])) == 300


async def test_statements_that_are_built_per_call_are_found_out(db):
    """They would fill the memory, and cost a compilation each."""
    async with db.read() as tx:
        with pytest.raises(RuntimeError, match="build them once"):
            for _ in range(2100):
                await tx.all(select(peers.c.host))
