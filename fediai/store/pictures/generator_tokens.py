"""Those who paint for us: their tokens as hashes, what they offer, whether they are there."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy import delete as delete_from
from sqlalchemy import update as change
from sqlalchemy.dialects.postgresql import insert as insert_into

from fediai.store.database import Transaction
from fediai.store.tables import generator_tokens as tokens


@dataclass(frozen=True, slots=True)
class GeneratorToken:
    """A row of `generator_tokens`, without its hash."""

    id: int
    name: str
    created_at: datetime
    offer: dict[str, Any] | None
    seen_at: datetime | None
    awake_until: datetime | None
    revoked_at: datetime | None


_NAMES = tuple(field.name for field in fields(GeneratorToken))
_COLUMNS = tuple(tokens.c[name] for name in _NAMES)
_INSERT = insert_into(tokens).values(
    id=bindparam("id"), name=bindparam("name"), token_hash=bindparam("token_hash"), created_at=bindparam("created_at")
)
_SEEN = (
    change(tokens)
    .where(tokens.c.token_hash == bindparam("hash"), tokens.c.revoked_at.is_(None))
    .values(seen_at=bindparam("seen_at"))
    .returning(*_COLUMNS)
)
_AWAKE = (
    change(tokens)
    .where(tokens.c.id == bindparam("token"))
    .values(awake_until=bindparam("awake_until"), offer=bindparam("offer"), seen_at=bindparam("seen_at"))
)
_ASLEEP = change(tokens).where(tokens.c.id == bindparam("token")).values(awake_until=None)
_PAINTERS = select(func.count()).where(
    tokens.c.awake_until > bindparam("now", type_=tokens.c.awake_until.type), tokens.c.revoked_at.is_(None)
)
_REVOKE = (
    change(tokens)
    .where(tokens.c.name == bindparam("called"), tokens.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("revoked_at"))
)
_FORGET = delete_from(tokens).where(tokens.c.name == bindparam("called"))
_ALL = select(*_COLUMNS).order_by(tokens.c.id)


async def insert(tx: Transaction, name: str, token_hash: str) -> None:
    """A worker with the token of this hash may dial in."""
    await tx.run(_INSERT, id=tx.new_id(), name=name, token_hash=token_hash, created_at=tx.now)


async def seen(tx: Transaction, token_hash: str) -> GeneratorToken | None:
    """Whose token it is, unless it was revoked; remembers that it was used."""
    row = await tx.first(_SEEN, hash=token_hash, seen_at=tx.now)
    return GeneratorToken(*row) if row else None


async def stay_awake(tx: Transaction, id: int, offer: dict[str, Any], until: datetime) -> None:
    """A worker with this token is connected, at least until then."""
    await tx.run(_AWAKE, token=id, awake_until=until, offer=offer, seen_at=tx.now)


async def fall_asleep(tx: Transaction, id: int) -> None:
    """No worker with this token is connected."""
    await tx.run(_ASLEEP, token=id)


async def awake(tx: Transaction) -> int:
    """How many painters are there now."""
    return int(await tx.scalar(_PAINTERS, now=tx.now))


async def revoke(tx: Transaction, name: str) -> int:
    """How many of this name stopped working."""
    return await tx.run(_REVOKE, called=name, revoked_at=tx.now)


async def forget(tx: Transaction, name: str) -> None:
    """As if there had never been any of this name."""
    await tx.run(_FORGET, called=name)


async def every(tx: Transaction) -> list[GeneratorToken]:
    """All of them, the revoked ones too."""
    return [GeneratorToken(*row) for row in await tx.all(_ALL)]
