"""A house with somebody who moderates."""

from collections.abc import AsyncIterator

import pytest

from fediai.services.people import oauth
from fediai.store.people import users
from tests.harness.house import House, Person

ADMIN = "admin:read admin:write read write follow push"


async def with_role(house: House, name: str, role: str) -> Person:
    """Somebody with this role, and an app that may do what they may."""
    one = await house.signs_up(name, role=role)
    async with house.ctx.db.write() as tx:
        found = await users.by_account(tx, one.account.id)
        assert found is not None
        token = await oauth.issue_token(house.ctx, tx, found[0].id, ADMIN)
    return Person(house, one.account, token)


@pytest.fixture
async def painted(small_server: House) -> AsyncIterator[House]:
    """With a painter at work."""
    async with small_server.paints():
        yield small_server
