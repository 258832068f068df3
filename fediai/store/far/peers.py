"""What we know of far servers: whether they answer, and what the administrator says about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import peers

MODERN = "rfc9421"


@dataclass(frozen=True, slots=True)
class Peer:
    """A far server as a place to deliver to; while `closed_until` lies ahead, deliveries wait."""

    host: str
    failures: int = 0
    failing_since: datetime | None = None
    closed_until: datetime | None = None
    knows: Mapping[str, bool] = field(default_factory=dict)

    @property
    def is_modern(self) -> bool:
        """Has it shown that it reads RFC 9421?"""
        return self.knows.get(MODERN, False)


_STATES = select(peers.c.host, peers.c.failures, peers.c.failing_since, peers.c.closed_until, peers.c.knows).where(
    among(peers.c.host, "hosts")
)
_WRITTEN = ("host", "first_seen_at", "last_success_at", "failing_since", "closed_until", "failures", "knows")
_INSERT = insert(peers).values({name: bindparam(name, type_=peers.c[name].type) for name in _WRITTEN})
_STATE_OF_NOW = _INSERT.on_conflict_do_update(
    index_elements=["host"],
    set_={name: _INSERT.excluded[name] for name in ("failing_since", "closed_until", "failures")},
)
_ANSWERED = _INSERT.on_conflict_do_update(
    index_elements=["host"],
    set_={name: _INSERT.excluded[name] for name in ("failing_since", "closed_until", "failures", "last_success_at")},
)
_LEARNED = _INSERT.on_conflict_do_update(index_elements=["host"], set_={"knows": _INSERT.excluded.knows})
_before: Any = bindparam("before", type_=peers.c.first_seen_at.type)
_FORGET = delete(peers).where(
    peers.c.first_seen_at < _before,
    or_(peers.c.last_success_at.is_(None), peers.c.last_success_at < _before),
    or_(
        peers.c.failing_since < _before,
        and_(peers.c.failing_since.is_(None), peers.c.failures == 0),
    ),
)
_MET = select(peers.c.host).where(peers.c.last_success_at.is_not(None)).order_by(peers.c.host)


async def states(tx: Transaction, hosts: Iterable[str]) -> dict[str, Peer]:
    """Every host asked for; one we never met is well until it proves otherwise."""
    wanted = list(hosts)
    known = {row.host: Peer(*row) for row in await tx.all(_STATES, hosts=wanted)}
    return {host: known.get(host) or Peer(host) for host in wanted}


async def met(tx: Transaction) -> list[str]:
    """Every host that has answered us."""
    return [row.host for row in await tx.all(_MET)]


async def note(tx: Transaction, answered: Iterable[str], silent: Sequence[Peer]) -> None:
    """These answered; these did not, and are now in the given state."""
    blank = {"first_seen_at": tx.now, "knows": {}, "closed_until": None, "failing_since": None, "failures": 0}
    await tx.run_many(_ANSWERED, [{**blank, "host": host, "last_success_at": tx.now} for host in answered])
    await tx.run_many(
        _STATE_OF_NOW,
        [
            {
                **blank, "host": peer.host, "last_success_at": None, "failures": peer.failures,
                "failing_since": peer.failing_since, "closed_until": peer.closed_until,
            }
            for peer in silent
        ],
    )  # fmt: skip


async def learn(tx: Transaction, host: str, *, modern: bool) -> None:
    """The peer signs after RFC 9421, or has turned such a signature away."""
    blank = {"first_seen_at": tx.now, "last_success_at": None, "closed_until": None, "failing_since": None}
    await tx.run(_LEARNED, host=host, failures=0, knows={MODERN: modern}, **blank)


async def forget(tx: Transaction, age: timedelta) -> int:
    """Hosts of which nothing good was heard for so long: anybody can name ten thousand of them."""
    return await tx.run(_FORGET, before=tx.now - age)
