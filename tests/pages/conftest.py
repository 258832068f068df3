"""People in front of a screen: a member signed in, and a guest."""

from collections.abc import AsyncIterator

import pytest

from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, Person


@pytest.fixture
async def alice(small_server: House) -> Person:
    """A member with a password."""
    return await small_server.signs_up("alice", password=PASSWORD)


@pytest.fixture
async def member(small_server: House, alice: Person) -> Browser:
    """Alice's browser, signed in."""
    browser = Browser(small_server)
    assert (await browser.signs_in("alice", PASSWORD)).status == 303
    return browser


@pytest.fixture
def guest(small_server: House) -> Browser:
    """Somebody who passes by."""
    return Browser(small_server)


@pytest.fixture
async def painted(small_server: House) -> AsyncIterator[House]:
    """The house with a painter at work."""
    async with small_server.paints():
        yield small_server
