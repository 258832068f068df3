"""Those who paint: the tokens they dial in with, and what they say of themselves."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Any

from fediai.context import Context
from fediai.domain.errors import Invalid, Unauthorized
from fediai.store.database import Transaction
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


@dataclass(frozen=True, slots=True)
class Offered:
    """A model that can be asked for here, as the painter that has it says; `awake`: it would begin now."""

    model: str
    offer: Offer
    awake: bool


async def offered(tx: Transaction) -> list[Offered]:
    """Every model of every painter that may come, once; the painter that is awake speaks for it."""
    found: dict[str, Offered] = {}
    for painter in await store.every(tx):
        if painter.revoked_at is None and painter.offer:
            offer, awake = _read(painter.offer), bool(painter.awake_until and painter.awake_until > tx.now)
            found |= {one: Offered(one, offer, awake) for one in offer.models if awake or one not in found}
    return list(found.values())


def _read(said: Mapping[str, Any]) -> Offer:
    """An offer as it was kept, perhaps by an older version of us."""
    return Offer(**{field.name: said[field.name] for field in fields(Offer) if field.name in said})


async def check_offered(tx: Transaction, model: str) -> None:
    """Nothing when somebody here has it; else `Invalid` with what there is."""
    names = [one.model for one in await offered(tx)] if model else []
    if model and model not in names:
        raise Invalid(f"The model {model} is not offered here; there is {', '.join(names) or 'none yet'}")


async def everybody(ctx: Context) -> list[GeneratorToken]:
    """All painters that were ever let in and still may come."""
    async with ctx.db.read() as tx:
        return [one for one in await store.every(tx) if one.revoked_at is None]
