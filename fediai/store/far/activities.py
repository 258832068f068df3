"""Every activity that was accepted or sent, by id: deduplication, audit, and the bodies that deliveries post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import activities

_NAMES = ("uri", "actor_uri", "type", "object_uri", "outgoing", "body", "state", "created_at")
_INSERT = (
    insert(activities)
    .values({name: bindparam(name, type_=activities.c[name].type) for name in _NAMES})
    .on_conflict_do_nothing(index_elements=["uri"])
)


@dataclass(frozen=True, slots=True)
class Said:
    """An activity as it is remembered; `uri` is its id, or what stands for it where it has none of its own."""

    uri: str
    actor_uri: str
    type: str
    object_uri: str
    body: str


async def remember(tx: Transaction, said: Said) -> bool:
    """Kept until it is processed; False when it was known.

    A shared inbox may hand us one activity several times within a second, so "already known" is the
    common case and not an error: the insert does nothing and tells us so.
    """
    return bool(await _insert(tx, said, outgoing=False, state="received"))


async def record(tx: Transaction, said: Said) -> bool:
    """One of ours, with the very text that will be posted."""
    return bool(await _insert(tx, said, outgoing=True, state="done"))


async def _insert(tx: Transaction, said: Said, *, outgoing: bool, state: str) -> int:
    return await tx.run(
        _INSERT, uri=said.uri, actor_uri=said.actor_uri, type=said.type, object_uri=said.object_uri,
        body=said.body, outgoing=outgoing, state=state, created_at=tx.now,
    )  # fmt: skip


_WAITING = select(activities.c.uri, activities.c.body).where(
    among(activities.c.uri, "uris"), activities.c.state == "received"
)
_BODIES = select(activities.c.uri, activities.c.body, activities.c.created_at).where(
    among(activities.c.uri, "uris"), activities.c.outgoing.is_(True)
)
_SETTLE = (
    update(activities)
    .where(activities.c.uri == bindparam("activity"))
    .values(state=bindparam("state"), reason=bindparam("reason"), body="")
)


_FORGET = delete(activities).where(
    activities.c.created_at < bindparam("before", type_=activities.c.created_at.type),
    activities.c.state != "received",
)


async def forget(tx: Transaction, age: timedelta) -> int:
    """Signatures older than an hour are refused anyway, and no delivery is tried for so long."""
    return await tx.run(_FORGET, before=tx.now - age)


async def waiting(tx: Transaction, uris: Sequence[str]) -> dict[str, str]:
    """The texts of those that were received and not processed yet."""
    return {row.uri: row.body for row in await tx.all(_WAITING, uris=uris)}


async def bodies(tx: Transaction, uris: Sequence[str]) -> dict[str, tuple[str, datetime]]:
    """What we said, and when, by id."""
    return {row.uri: (row.body, row.created_at) for row in await tx.all(_BODIES, uris=uris)} if uris else {}


async def settle(tx: Transaction, reasons: Mapping[str, str]) -> None:
    """These are processed; a reason says why one was dropped. Their text is not needed any more."""
    if reasons:
        await tx.run_many(
            _SETTLE,
            [
                {"activity": uri, "state": "dropped" if reason else "done", "reason": reason}
                for uri, reason in reasons.items()
            ],
        )
