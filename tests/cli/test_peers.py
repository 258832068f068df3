"""The servers we know, in the terminal."""

import asyncio
from dataclasses import replace

from fediai.app import opened
from fediai.settings import load
from fediai.store.far import known_servers, peers
from tests.cli.terminal import Terminal


async def _meets(terminal: Terminal) -> None:
    settings = replace(load(terminal.folder / "config.toml", terminal.environment), home=terminal.folder)
    async with opened(settings, "cli") as ctx, ctx.db.write() as tx:
        silent = peers.Peer("b.example", failures=2, failing_since=tx.now)
        await peers.note(tx, ["a.example"], [silent])
        await known_servers.describe(tx, "a.example", "mastodon 4.5.1")


def test_they_are_listed_with_what_runs_there(terminal: Terminal):
    assert terminal.types("peers", "--json").rows == []
    asyncio.run(_meets(terminal))
    rows = terminal.types("peers", "--json").rows
    assert [(row["host"], row["software"], bool(row["silent_since"])) for row in rows] == [
        ("a.example", "mastodon 4.5.1", False),
        ("b.example", None, True),
    ]
    assert [row["host"] for row in terminal.types("peers", "--silent", "--json").rows] == ["b.example"]
    assert "mastodon 4.5.1" in terminal.gets("peers")
