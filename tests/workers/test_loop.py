"""The loop claims, runs and settles; one errand's bug is its own."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from fediai.store import jobs
from fediai.store.jobs import Job
from fediai.store.tables import jobs as table
from fediai.workers.loop import Kind, one_by_one, run_once, work
from fediai.workers.outcomes import Done, GiveUp, Outcome, Retry, Wait
from tests.harness.house import House

LEFT = select(table.c.payload, table.c.failed_at, table.c.last_error, table.c.attempts).order_by(table.c.id)


async def left(house: House) -> list:
    async with house.ctx.db.read() as tx:
        return await tx.all(LEFT)


async def enqueue(house: House, *names: str) -> None:
    async with house.ctx.db.write() as tx:
        await jobs.enqueue(tx, *(Job("errand", {"name": name}) for name in names))


async def test_errands_end_as_their_handler_says(server: House):
    """Done is forgotten, later waits, never stays visible with its reason; a bug costs a try."""
    until = server.ctx.clock() + timedelta(hours=1)
    outcomes: dict[str, Outcome] = {
        "done": Done(), "later": Retry(3600, "no answer"), "never": GiveUp("answered 410"), "wait": Wait(until)
    }  # fmt: skip

    async def handle(_ctx, job: Job) -> Outcome:
        if job.payload["name"] == "bug":
            raise KeyError("name")
        return outcomes[job.payload["name"]]

    await enqueue(server, "done", "later", "never", "bug", "wait")
    assert await run_once(server.ctx, {"errand": Kind(one_by_one(handle))}) == 5
    found = {row.payload["name"]: row for row in await left(server)}
    assert found.keys() == {"later", "never", "bug", "wait"}
    assert found["later"].last_error == "no answer"
    assert found["never"].failed_at is not None
    assert "KeyError" in found["bug"].last_error
    assert found["bug"].failed_at is None
    assert (found["wait"].attempts, found["later"].attempts) == (0, 1)


async def test_a_bug_that_stays_gives_up_after_five_tries(small_server: House):
    async def handle(_ctx, _job: Job) -> Outcome:
        raise RuntimeError("always")

    await enqueue(small_server, "x")
    for _ in range(6):
        await run_once(small_server.ctx, {"errand": Kind(one_by_one(handle))})
        small_server.clock.passes(hours=2)
    [row] = await left(small_server)
    assert row.failed_at is not None
    assert row.attempts == 5


async def test_work_begins_when_it_is_enqueued_not_at_the_next_look(small_server: House):
    """The event after the commit wakes the loop."""
    ran, stop = asyncio.Event(), asyncio.Event()

    async def handle(_ctx, _job: Job) -> Outcome:
        ran.set()
        return Done()

    task = asyncio.create_task(work(small_server.ctx, {"errand": Kind(one_by_one(handle))}, stop))
    await asyncio.sleep(0.1)
    await enqueue(small_server, "now")
    await asyncio.wait_for(ran.wait(), 0.5)
    stop.set()
    await asyncio.wait_for(task, 5)
    assert await left(small_server) == []
