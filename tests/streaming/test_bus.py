"""Events reach the listeners of every process of the instance."""

import asyncio
import socket
from dataclasses import fields
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.events import KINDS, JobsDue, StatusDeleted, StatusPublished, decode, encode
from fediai.streaming.bus import Bus
from fediai.streaming.datagrams import Datagrams
from tests.harness.databases import Cluster


async def heard_by(bus: Bus, count: int) -> list:
    """The first `count` events that the bus tells from now on."""
    heard: asyncio.Queue = asyncio.Queue()
    unlisten = bus.listen(heard.put_nowait)
    try:
        return [await asyncio.wait_for(heard.get(), 5) for _ in range(count)]
    finally:
        unlisten()


async def test_two_processes_of_one_machine_hear_each_other(tmp_path: Path):
    """Each binds a socket in one folder; nobody hears itself twice."""
    one, other = Bus(Datagrams(tmp_path)), Bus(Datagrams(tmp_path))
    await one.start()
    await other.start()
    told = asyncio.create_task(heard_by(other, 2))
    own = asyncio.create_task(heard_by(one, 2))
    await asyncio.sleep(0)
    one.publish([StatusPublished(7), StatusDeleted(8, (1, 2), True)])
    assert await told == await own == [StatusPublished(7), StatusDeleted(8, (1, 2), True)]
    await one.close()
    await other.close()
    assert list(tmp_path.iterdir()) == []


async def test_the_socket_of_a_killed_process_is_forgotten(tmp_path: Path):
    dead = tmp_path / "1-dead"
    orphan = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    orphan.bind(str(dead))
    orphan.close()
    bus = Bus(Datagrams(tmp_path))
    await bus.start()
    bus.publish([JobsDue("deliver")])
    assert not dead.exists()
    await bus.close()


async def test_processes_that_share_a_postgresql_hear_each_other(cluster: Cluster):
    from fediai.store.postgres import open_postgres
    from fediai.streaming.postgres import Notifications

    url = cluster.url("postgres")
    engine = await open_postgres(url, 3)
    one, other = Bus(Notifications(url, engine.pool)), Bus(Notifications(url, engine.pool))
    await one.start()
    await other.start()
    told = asyncio.create_task(heard_by(other, 1))
    await asyncio.sleep(0)
    one.publish([StatusPublished(7)])
    assert await told == [StatusPublished(7)]
    await one.close()
    await other.close()
    await engine.close()


async def test_the_same_event_of_one_commit_is_told_once():
    bus = Bus()
    told = asyncio.create_task(heard_by(bus, 2))
    await asyncio.sleep(0)
    bus.publish([JobsDue("deliver"), JobsDue("deliver"), JobsDue("fan_out")])
    assert await told == [JobsDue("deliver"), JobsDue("fan_out")]


IDS = st.integers(0, 2**63 - 1)
VALUES = {int: IDS, str: st.text(), bool: st.booleans(), tuple[int, ...]: st.lists(IDS).map(tuple)}


def events_of(kind):
    """Any event of a class."""
    return st.builds(kind, **{field.name: VALUES[field.type] for field in fields(kind)})


@given(st.sampled_from(list(KINDS.values())).flatmap(events_of))
def test_every_event_survives_the_wire(event):
    assert decode(encode(event)) == event


@given(st.binary(max_size=200))
def test_what_another_version_says_is_ignored(data: bytes):
    """Never an exception, whatever arrives."""
    decode(data)
