"""A house on an imaginary wire with a server of strangers, told in the tests' own words."""

from collections.abc import AsyncIterator

import pytest

from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, Person, house


@pytest.fixture
def far(network: Network) -> Peer:
    return Peer(network)


@pytest.fixture
def bob(far: Peer) -> Stranger:
    return far.has("bob")


@pytest.fixture
async def home(database_url: str, network: Network) -> AsyncIterator[House]:
    """`https://art.example`."""
    async with house("art.example", database_url, network) as one:
        yield one


@pytest.fixture
async def alice(home: House) -> Person:
    return await home.signs_up("alice")
