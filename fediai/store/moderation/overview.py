"""What an administrator sees at a glance: what waits for people, which servers fail, what fills the disk."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal_column, select

from fediai.store.database import Transaction
from fediai.store.far.peers import Peer
from fediai.store.tables import accounts, media_attachments, peers, reports, users

MOST_PEERS = 20


@dataclass(frozen=True, slots=True)
class Stored:
    """How many files of which kind, and their bytes as far as we keep them ourselves."""

    own: int
    own_bytes: int
    copies: int


_REPORTS = select(func.count()).select_from(reports).where(reports.c.resolved_at.is_(None))
_WAITING = (
    select(func.count())
    .select_from(accounts.join(users, users.c.account_id == accounts.c.id))
    .where(accounts.c.pending, users.c.approved_at.is_(None))
)
_FAILING = (
    select(peers.c.host, peers.c.failures, peers.c.failing_since, peers.c.closed_until, peers.c.knows)
    .where(peers.c.failures > 0)
    .order_by(peers.c.failures.desc(), peers.c.host)
    .limit(MOST_PEERS)
)
_ours = media_attachments.c.remote_url == ""
_STORED = select(
    func.count().filter(_ours).label("own"),
    func.coalesce(func.sum(media_attachments.c.size).filter(_ours), 0).label("bytes"),
    func.count().filter(~_ours).label("copies"),
).where(media_attachments.c.file != "")
_SIZE: dict[str, Select[Any]] = {
    "sqlite": select(
        literal_column("(SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size())").label("bytes")
    ),
    "postgresql": select(literal_column("pg_database_size(current_database())").label("bytes")),
}


async def open_reports(tx: Transaction) -> int:
    """How many wait."""
    return int(await tx.scalar(_REPORTS))


async def waiting_people(tx: Transaction) -> int:
    """How many asked to join, and nobody has answered."""
    return int(await tx.scalar(_WAITING))


async def failing(tx: Transaction) -> list[Peer]:
    """Servers that did not answer lately, those that fail most first."""
    return [Peer(*row) for row in await tx.all(_FAILING)]


async def stored(tx: Transaction) -> Stored:
    """One count over all attached files."""
    [row] = await tx.all(_STORED)
    return Stored(row.own, int(row.bytes), row.copies)


async def database_bytes(tx: Transaction) -> int:
    """As the engine counts them."""
    return int(await tx.scalar(_SIZE[tx.engine]))
