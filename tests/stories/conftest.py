"""People and houses that most stories begin with."""

from collections.abc import AsyncIterator

import pytest

from tests.harness.house import House, Network, Person, everyone_settles, house


@pytest.fixture
async def friends(art: House, pub: House) -> tuple[Person, Person]:
    """Alice makes pictures at one house; Bob, at another, follows her."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    return alice, bob


@pytest.fixture
async def patient(database_url: str, network: Network) -> AsyncIterator[House]:
    """A house that answers almost at once, so that every picture takes longer than an app is kept waiting."""
    async with house("art.example", database_url, network, posting={"wait_seconds": 0.05}) as one:
        yield one


@pytest.fixture
async def painterless(sqlite_url: str) -> AsyncIterator[House]:
    """Like it, on SQLite: for stories in which the engine makes no difference."""
    async with house("art.example", sqlite_url, posting={"wait_seconds": 0.05}) as one:
        yield one
