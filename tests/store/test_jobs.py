"""Errands: enqueued with the fact, leased, in lanes, never lost and never done by two."""

import asyncio
from datetime import timedelta

from fediai.store import jobs
from fediai.store.jobs import Job

LEASE = timedelta(minutes=1)


async def enqueue(db, *errands: Job) -> None:
    async with db.write() as tx:
        await jobs.enqueue(tx, *errands)


async def claim(db, limit: int = 10) -> list[Job]:
    async with db.write() as tx:
        return await jobs.claim(tx, ["deliver"], limit, LEASE)


async def test_what_is_claimed_is_not_claimed_again_until_its_lease_ends(db):
    await enqueue(db, Job("deliver", {"to": "a"}))
    assert [job.payload for job in await claim(db)] == [{"to": "a"}]
    assert await claim(db) == []
    now = db.clock
    db.clock = lambda: now() + 2 * LEASE
    [again] = await claim(db)
    assert again.attempts == 2


async def test_a_lane_goes_one_at_a_time_and_in_order(db):
    """So that a Delete follows its Create."""
    await enqueue(db, *(Job("deliver", {"n": n}, lane="far.example|7") for n in range(3)), Job("deliver", {"n": 9}))
    first = await claim(db)
    assert [job.payload["n"] for job in first] == [0, 9]
    async with db.write() as tx:
        await jobs.done(tx, [job.id for job in first])
    assert [job.payload["n"] for job in await claim(db)] == [1]


async def test_a_job_that_gave_up_does_not_block_its_lane(db):
    await enqueue(db, Job("deliver", {"n": 1}, lane="x"), Job("deliver", {"n": 2}, lane="x"))
    [first] = await claim(db)
    async with db.write() as tx:
        await jobs.fail(tx, first.id, "answered 410")
    assert [job.payload["n"] for job in await claim(db)] == [2]


async def test_a_known_unique_key_changes_nothing(db):
    await enqueue(db, Job("deliver", {"n": 1}, unique_key="k"))
    await enqueue(db, Job("deliver", {"n": 2}, unique_key="k"))
    assert [job.payload["n"] for job in await claim(db)] == [1]


async def test_what_is_for_later_waits(db):
    await enqueue(db, Job("deliver", {}, after=timedelta(hours=1)))
    assert await claim(db) == []


async def test_waiting_for_a_host_that_is_down_burns_no_attempt(db):
    await enqueue(db, Job("deliver", {}))
    [job] = await claim(db)
    async with db.write() as tx:
        await jobs.wait(tx, job.id, tx.now)
    [again] = await claim(db)
    assert again.attempts == 1


async def test_six_workers_take_two_hundred_jobs_once_each(db):
    """In thirteen lanes: in lane order, and never two of a lane at a time."""
    await enqueue(db, *(Job("deliver", {"n": n}, lane=f"lane {n % 13}") for n in range(200)))
    taken: list[tuple[str | None, int]] = []
    busy: set[str | None] = set()

    async def work() -> None:
        while batch := await claim(db, 5):
            lanes = {job.lane for job in batch}
            assert len(lanes) == len(batch)
            assert not lanes & busy
            busy.update(lanes)
            taken.extend((job.lane, job.payload["n"]) for job in batch)
            await asyncio.sleep(0)
            busy.difference_update(lanes)
            async with db.write() as tx:
                await jobs.done(tx, [job.id for job in batch])

    while len(taken) < 200:
        await asyncio.gather(*(work() for _ in range(6)))
    assert sorted(n for _, n in taken) == list(range(200))
    for lane in {lane for lane, _ in taken}:
        numbers = [n for where, n in taken if where == lane]
        assert numbers == sorted(numbers)
