"""Those who paint: the tokens they dial in with, and what they say of themselves."""

import hashlib
import secrets
from dataclasses import asdict
from datetime import timedelta

from fediai.context import Context
from fediai.domain.errors import Unauthorized
from fediai.store.pictures import generator_tokens as store
from fediai.store.pictures.generator_tokens import GeneratorToken
from generators.contract import Offer

LOCAL = "this machine"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def new_generator_token(ctx: Context, name: str) -> str:
    """A token with which a generator worker may dial in; shown once, kept as a hash."""
    token = secrets.token_hex(32)  # a command line would take a leading dash for a flag
    async with ctx.db.write() as tx:
        await store.insert(tx, name, _hash(token))
    return token


async def revoke_generator_token(ctx: Context, name: str) -> int:
    """How many tokens of this name stopped working."""
    async with ctx.db.write() as tx:
        return await store.revoke(tx, name)


async def painter_of(ctx: Context, token: str) -> GeneratorToken:
    """Whose token it is; `Unauthorized` for an unknown or revoked one."""
    async with ctx.db.write() as tx:
        found = await store.seen(tx, _hash(token))
    if found is None:
        raise Unauthorized("The generator token is unknown or was revoked")
    return found


async def local(ctx: Context, token: str) -> GeneratorToken:
    """The worker of this machine, whose token lives as long as the server: known under the last one only."""
    async with ctx.db.write() as tx:
        known = await store.seen(tx, _hash(token))
        if known is None:
            await store.forget(tx, LOCAL)
            await store.insert(tx, LOCAL, _hash(token))
    return known or await painter_of(ctx, token)


async def is_here(ctx: Context, painter: GeneratorToken, offer: Offer) -> None:
    """Counts as awake for the length of one lease."""
    lease = timedelta(seconds=ctx.settings.generator.lease_seconds)
    async with ctx.db.write() as tx:
        await store.stay_awake(tx, painter.id, asdict(offer), tx.now + lease)


async def left(ctx: Context, painter: GeneratorToken) -> None:
    """Its last connection is cut."""
    async with ctx.db.write() as tx:
        await store.fall_asleep(tx, painter.id)


async def everybody(ctx: Context) -> list[GeneratorToken]:
    """All painters that were ever let in and still may come."""
    async with ctx.db.read() as tx:
        return [one for one in await store.every(tx) if one.revoked_at is None]
