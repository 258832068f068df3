"""Follows written into a server's database, as if they had been there for long; followers by the hundred."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from fediai.app import opened
from fediai.domain.accounts import RemoteAccount
from fediai.domain.lifecycle import FollowState
from fediai.settings import load
from fediai.store.database import Transaction
from fediai.store.people import accounts, follows
from tests.harness.processes import Running
from tests.harness.sink import Sink


def followed(server: Running, username: str, sink: Sink, count: int) -> None:
    """`username` has so many followers, each on a host of its own, whose inboxes all lead to the sink."""
    asyncio.run(_written(server, username, [fan_at(sink.host(number)) for number in range(count)]))


def follows_from_afar(server: Running, username: str, author: RemoteAccount) -> None:
    """`username` follows somebody far."""
    asyncio.run(_written(server, username, [author], away=True))


def fan_at(host: str) -> RemoteAccount:
    """Who likes to read."""
    actor = f"http://{host}/users/fan"
    return RemoteAccount(actor, "fan", host, actor, "Person", f"{actor}/inbox", followers_url=f"{actor}/followers")


async def _written(server: Running, username: str, others: Sequence[RemoteAccount], *, away: bool = False) -> None:
    settings = replace(load(None, server.environment), home=server.folder)
    async with opened(settings, "cli") as ctx, ctx.db.write() as tx:
        here = await accounts.by_acct(tx, username)
        assert here is not None
        for other in others:
            far = await accounts.upsert_remote(tx, other)
            follower, target = (here.id, far.id) if away else (far.id, here.id)
            await _follow(tx, follower, target, f"{other.uri}/follows/{here.id}")


async def _follow(tx: Transaction, follower: int, target: int, uri: str) -> None:
    asked = await follows.ask(tx, follower, target, uri, hide_reblogs=False, notify=False)
    assert asked is not None
    assert await follows.move(tx, asked, FollowState.ACCEPTED)
