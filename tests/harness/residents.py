"""People of a running server, made without waiting for a command to start: stories of commands use the commands."""

import asyncio
from dataclasses import replace

from fediai.app import opened
from fediai.services.people import accounts, oauth
from fediai.settings import load
from tests.harness.house import SCOPES
from tests.harness.keys import next_keys
from tests.harness.processes import Running


def moves_in(server: Running, *names: str) -> dict[str, str]:
    """Their tokens, by name; they can't sign in with a password."""
    return asyncio.run(_moved_in(server, names))


async def _moved_in(server: Running, names: tuple[str, ...]) -> dict[str, str]:
    settings = replace(load(None, server.environment), home=server.folder)
    tokens = {}
    async with opened(settings, "cli") as ctx:
        for name in names:
            keys = await next_keys()
            async with ctx.db.write() as tx:
                _, user = await accounts.create_local(
                    ctx, tx, name, email=f"{name}@example.org", password_hash="!", role="user", keys=keys
                )
                tokens[name] = await oauth.issue_token(ctx, tx, user.id, SCOPES)
    return tokens
