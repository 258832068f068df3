"""The same house and the same strangers as for arrivals."""

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
async def home(sqlite_url: str, network: Network) -> AsyncIterator[House]:
    """`https://art.example`."""
    async with house("art.example", sqlite_url, network) as one:
        yield one


@pytest.fixture
async def alice(home: House) -> Person:
    return await home.signs_up("alice")


@pytest.fixture
async def followed(home: House, alice: Person, bob: Stranger) -> Person:
    """Alice, whom Bob follows."""
    await bob.sends(bob.says("Follow", alice.account.uri), home)
    await home.works()
    bob.peer.received.clear()
    bob.peer.letters.clear()
    return alice
