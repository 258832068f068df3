"""Servers that carry public posts between servers that do not know each other; subscribed to by an administrator."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.tables import relays

ASKED, ACCEPTED, REJECTED = "asked", "accepted", "rejected"
MASTODON, LITEPUB = "mastodon", "litepub"


@dataclass(frozen=True, slots=True)
class Relay:
    """`actor_uri` speaks for it: named from the start (LitePub style), or known from its answer (Mastodon style)."""

    id: int
    inbox_url: str
    actor_uri: str
    style: str
    state: str
    follow_uri: str
    created_at: datetime


_COLUMNS = tuple(relays.c[name] for name in Relay.__slots__)
_EVERY = select(*_COLUMNS).order_by(relays.c.id)
_OF_INBOX = select(*_COLUMNS).where(relays.c.inbox_url == bindparam("inbox"))
_SPEAKS = select(relays.c.id).where(relays.c.actor_uri == bindparam("actor"), relays.c.state == ACCEPTED)
_HEARD = select(*_COLUMNS).where(
    or_(relays.c.follow_uri == bindparam("follow"), relays.c.actor_uri == bindparam("actor"))
)
_NAMES = Relay.__slots__
_ADD = (
    insert(relays)
    .values({name: bindparam(name, type_=relays.c[name].type) for name in _NAMES})
    .on_conflict_do_nothing(index_elements=["inbox_url"])
)
_ANSWERED = (
    update(relays)
    .where(relays.c.id == bindparam("relay"))
    .values(state=bindparam("said"), actor_uri=bindparam("actor"))
)
_REMOVE = delete(relays).where(relays.c.id == bindparam("relay"))


def _read(row: Any) -> Relay:
    return Relay(*row)


async def every(tx: Transaction) -> list[Relay]:
    """All of them, in the order in which they were added."""
    return [_read(row) for row in await tx.all(_EVERY)]


async def at(tx: Transaction, inbox_url: str) -> Relay | None:
    """The relay with this inbox."""
    row = await tx.first(_OF_INBOX, inbox=inbox_url)
    return None if row is None else _read(row)


async def add(tx: Transaction, relay: Relay) -> bool:
    """Whether it is a new one."""
    values = {name: getattr(relay, name) for name in _NAMES}
    return bool(await tx.run(_ADD, **values))


async def speaks_for(tx: Transaction, actor_uri: str) -> bool:
    """Does this actor speak for a relay that we subscribe to?"""
    return await tx.first(_SPEAKS, actor=actor_uri) is not None


async def asked_of(tx: Transaction, actor_uri: str, follow_uri: str) -> Relay | None:
    """The relay that answers our Follow, known by its id or, where that was left out, by who answers."""
    row = await tx.first(_HEARD, actor=actor_uri, follow=follow_uri or "-")
    return None if row is None else _read(row)


async def answered(tx: Transaction, relay: Relay, state: str, actor_uri: str) -> None:
    """It said yes or no, by this actor."""
    await tx.run(_ANSWERED, relay=relay.id, said=state, actor=actor_uri)


async def remove(tx: Transaction, relay: Relay) -> None:
    """Not ours any more."""
    await tx.run(_REMOVE, relay=relay.id)
