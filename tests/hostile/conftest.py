"""One house for each file and new strangers for each test, so that two hundred attacks cost seconds."""

import inspect
from collections.abc import AsyncIterator
from itertools import count

import pytest
import pytest_asyncio

from tests.far_side import Peer, Stranger
from tests.harness.databases import SqliteFiles
from tests.harness.house import House, Network, Person, house
from tests.hostile.attacks import somebody

NUMBERS = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of a file share the loop on which their house runs."""
    for item in items:
        if "tests/hostile/" in str(item.path) and inspect.iscoroutinefunction(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest.fixture(scope="module")
def wire() -> Network:
    """The imaginary wire."""
    return Network()


@pytest.fixture(scope="module")
def module_url(sqlite_files: SqliteFiles) -> str:
    """An empty database for a whole file."""
    return sqlite_files.current()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home(module_url: str, wire: Network) -> AsyncIterator[House]:
    """`https://art.example`."""
    async with house("art.example", module_url, wire) as one:
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strict(module_url: str, sqlite_files: SqliteFiles) -> AsyncIterator[House]:
    """Another house, on a wire of its own, that answers only those who sign."""
    async with house("art.example", sqlite_files.current(), federation={"authorized_fetch": True}) as one:
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def alice(home: House) -> Person:
    """Of ours."""
    return await home.signs_up("alice")


@pytest.fixture
def far(wire: Network) -> Peer:
    """A far server that nobody has met before."""
    return Peer(wire, f"far{next(NUMBERS)}.example")


@pytest.fixture
def evil(wire: Network) -> Peer:
    """Another one."""
    return Peer(wire, f"evil{next(NUMBERS)}.example")


@pytest.fixture
def bob(far: Peer) -> Stranger:
    """Somebody honest on it, whose letters are forged, altered and replayed."""
    return somebody(far, "bob")


@pytest.fixture
def carol(far: Peer) -> Stranger:
    """Somebody else on the same server."""
    return somebody(far, "carol")


@pytest.fixture
def eve(evil: Peer) -> Stranger:
    """Who means harm."""
    return somebody(evil, "eve")
