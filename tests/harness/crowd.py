"""Followers by the hundred, each on a host of its own: written into the database, as if they had followed long ago."""

import asyncio
from dataclasses import replace

from fediai.app import opened
from fediai.context import Context
from fediai.domain.accounts import RemoteAccount
from fediai.domain.lifecycle import FollowState
from fediai.settings import load
from fediai.store.people import accounts, follows
from tests.harness.processes import Running
from tests.harness.sink import Sink


def followed(server: Running, username: str, sink: Sink, count: int) -> None:
    """`username` has so many followers whose inboxes all lead to the sink."""
    asyncio.run(_followed(server, username, sink, count))


async def _followed(server: Running, username: str, sink: Sink, count: int) -> None:
    settings = replace(load(None, server.environment), home=server.folder)
    async with opened(settings, "cli") as ctx:
        await _write(ctx, username, sink, count)


async def _write(ctx: Context, username: str, sink: Sink, count: int) -> None:
    async with ctx.db.write() as tx:
        target = await accounts.by_acct(tx, username)
        assert target is not None
        for number in range(count):
            host = sink.host(number)
            actor = f"http://{host}/users/fan"
            fan = await accounts.upsert_remote(tx, RemoteAccount(actor, "fan", host, actor, "Person", f"{actor}/inbox"))
            follow = await follows.ask(tx, fan.id, target.id, f"{actor}/follows/1", hide_reblogs=False, notify=False)
            await follows.move(tx, follow, FollowState.ACCEPTED)
