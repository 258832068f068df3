"""Memory's door: CPU of a simple query through it, beside the same SQL on the bare driver."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiosqlite
import asyncpg
from sqlalchemy import bindparam, select

from fediai.store.database import Database
from fediai.store.statements import among
from fediai.store.tables import activities
from tests.benchmarks.marks import MARKS
from tests.benchmarks.scale import Scale
from tests.conftest import opened_database
from tests.harness.databases import Cluster, SqliteFiles, postgres_binaries

ROWS, ACTORS = 20, 50
Ask = Callable[[int], Awaitable[Any]]
_three = (activities.c.uri, activities.c.type, activities.c.object_uri)
BY_KEY = select(*_three).where(activities.c.actor_uri == bindparam("actor"))
WITH_TIME = select(*_three, activities.c.created_at).where(activities.c.actor_uri == bindparam("actor"))
BY_LIST = select(*_three).where(among(activities.c.uri, "uris"))
BARE = "SELECT uri, type, object_uri FROM activities WHERE actor_uri = "


def door(scale: Scale) -> Iterator[str]:
    """Both engines, where both are there."""
    for name, memory in (("SQLite", SqliteFiles), ("PostgreSQL", _cluster)):
        made = memory()
        if made is None:
            yield f"{name} is not on this machine"
            continue
        try:
            yield f"{name}, {ROWS} rows of three texts"
            yield from asyncio.run(_measured(made.current(), scale.of(5000)))
        finally:
            made.stop()


def _cluster() -> Cluster | None:
    binaries = postgres_binaries()
    return Cluster(binaries) if binaries else None


async def _measured(url: str, count: int) -> list[str]:
    async with opened_database(url) as database, _bare(url) as bare:
        await _fill(database)
        async with database.read() as tx:
            ways: dict[str, Ask] = {
                "by key, bare driver": bare,
                "by key, through the door": lambda n: tx.all(BY_KEY, actor=_actor(n)),
                "with a time as the fourth column": lambda n: tx.all(WITH_TIME, actor=_actor(n)),
                "by a list of twenty keys": lambda n: tx.all(BY_LIST, uris=[_uri(n, row) for row in range(ROWS)]),
            }
            costs = await _costs(ways, count)
    first = costs["by key, bare driver"]
    mark = MARKS["door"].beside(costs["by key, through the door"])
    lines = [f"  {what:42} {cost:7.1f} µs CPU  {cost / first:5.1f} × bare" for what, cost in costs.items()]
    return [lines[0], f"{lines[1]}   {mark}", *lines[2:]]


def _actor(number: int) -> str:
    return f"https://far.example/users/{number}"


def _uri(number: int, row: int) -> str:
    return f"https://far.example/{number}/{row}"


async def _costs(ways: Mapping[str, Ask], count: int) -> dict[str, float]:
    """The best of five rounds each, in turns, since others work on this machine too."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(5):
        for what, ask in ways.items():
            best[what] = min(best[what], await _cost(ask, max(count // 5, 1)))
    return best


async def _cost(ask: Ask, count: int) -> float:
    """Microseconds of CPU of this process, all its threads."""
    before = time.process_time()
    for turn in range(count):
        assert len(await ask(turn % ACTORS)) == ROWS
    return 1e6 * (time.process_time() - before) / count


async def _fill(database: Database) -> None:
    async with database.write() as tx:
        await tx.run_many(
            activities.insert(),
            [
                {
                    "uri": _uri(number, row), "actor_uri": _actor(number), "type": "Like",
                    "object_uri": f"https://art.example/notes/{row}", "outgoing": False, "body": "", "state": "done",
                    "reason": "", "created_at": tx.now,
                }
                for number in range(ACTORS)
                for row in range(ROWS)
            ],
        )  # fmt: skip


@asynccontextmanager
async def _bare(url: str) -> AsyncIterator[Ask]:
    """The same question in SQL by hand."""
    if url.startswith("sqlite:"):
        async with aiosqlite.connect(url.removeprefix("sqlite:")) as lite:
            yield lambda n: lite.execute_fetchall(f"{BARE}?", [_actor(n)])
        return
    connection = await asyncpg.connect(url)
    yield lambda n: connection.fetch(f"{BARE}$1", _actor(n))
    await connection.close()
