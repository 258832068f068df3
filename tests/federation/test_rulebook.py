"""What is said about servers stands in memory: changed by one process, it is heard by the others."""

from collections.abc import AsyncIterator

import pytest

from fediai.app import opened
from fediai.context import Context
from fediai.domain.policy import Severity
from fediai.services.far import rules
from fediai.store.database import Transaction
from tests.harness.house import House, Network, settings_for


@pytest.fixture
async def other(server: House, database_url: str) -> AsyncIterator[Context]:
    """Another process of the same instance, whose clock is its own."""
    own = server.ctx.settings
    settings = settings_for(own.instance.domain, own.database.url, own.home)
    async with opened(settings, "cli", clock=server.clock, wire=Network()) as ctx:
        yield ctx


async def is_shut(ctx: Context, host: str) -> bool:
    return (await ctx.rules.of(ctx.db)).severities.get(host) == Severity.SUSPEND


async def test_who_says_it_sees_it_at_once(server: House):
    """And nobody else is asked: the next look costs no query."""
    assert not await is_shut(server.ctx, "evil.example")
    await rules.say(server.ctx, "evil.example", Severity.SUSPEND, quarantine=True)
    book = await server.ctx.rules.of(server.ctx.db)
    assert [rule.domain for rule in book.about("a.EVIL.example.")] == ["evil.example"]
    assert book.quarantined(["x.evil.example:8443", "notevil.example"]) == {"x.evil.example:8443"}
    await rules.forget(server.ctx, "evil.example")
    assert not await is_shut(server.ctx, "evil.example")


async def test_another_process_sees_it_within_seconds(server: House, other: Context):
    """Even where the announcement got lost."""
    assert not await is_shut(other, "evil.example")
    await rules.say(server.ctx, "evil.example", Severity.SUSPEND)
    server.clock.passes(seconds=6)
    assert await is_shut(other, "evil.example")


async def test_nothing_is_read_while_nothing_changes(server: House, monkeypatch: pytest.MonkeyPatch):
    """A thousand questions are one look."""
    looks = []
    all_ = Transaction.all

    async def counted(self: Transaction, *words: object, **more: object) -> object:
        looks.append(words)
        return await all_(self, *words, **more)

    monkeypatch.setattr(Transaction, "all", counted)
    now = server.ctx.clock()
    monkeypatch.setattr(server.ctx.db, "clock", lambda: now)
    for _ in range(1000):
        await server.ctx.rules.of(server.ctx.db)
    assert len(looks) == 2  # its mark, and the rules
