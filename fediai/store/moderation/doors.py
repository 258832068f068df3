"""From where, and with which e-mail addresses, nobody signs up."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.events import DoorsChanged
from fediai.domain.moderation.doors import EmailBlock, IpBlock
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.kept import changed
from fediai.store.paging import paged, rows_of
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import email_blocks as emails
from fediai.store.tables import ip_blocks as ips

MARK, NO_ACCESS = "doors_mark", "no_access"
_IP, _EMAIL = Record(IpBlock, ips), Record(EmailBlock, emails)
_now: Any = bindparam("now", type_=ips.c.created_at.type)
_IPS = paged(select(*_IP.columns), ips.c.id)
_STANDING = select(*_IP.columns).where(or_(ips.c.expires_at.is_(None), ips.c.expires_at > _now))
_ONE_IP = select(*_IP.columns).where(ips.c.id == bindparam("id"))
_PUT_IP = insert(ips).values({name: bindparam(name, type_=ips.c[name].type) for name in _IP.names})
_SAY_IP = _PUT_IP.on_conflict_do_update(
    index_elements=["network"],
    set_={name: _PUT_IP.excluded[name] for name in ("severity", "comment", "expires_at")},
).returning(*_IP.columns)
_DROP_IP = delete(ips).where(ips.c.id == bindparam("block"))
_EMAILS = paged(select(*_EMAIL.columns).where(emails.c.kind == bindparam("kind")), emails.c.id)
_NAMED = select(*_EMAIL.columns).where(emails.c.kind == bindparam("kind"), among(emails.c.name, "names"))
_ONE_EMAIL = select(*_EMAIL.columns).where(emails.c.id == bindparam("id"), emails.c.kind == bindparam("kind"))
_PUT_EMAIL = (
    insert(emails)
    .values({name: bindparam(name, type_=emails.c[name].type) for name in _EMAIL.names})
    .on_conflict_do_nothing()
)
_DROP_EMAIL = delete(emails).where(emails.c.id == bindparam("block"))


async def ip_page(tx: Transaction, page: Page) -> list[IpBlock]:
    """Newest first."""
    return [_IP.read(row) for row in await rows_of(tx, _IPS, page)]


async def standing(tx: Transaction) -> list[IpBlock]:
    """Those that have not run out."""
    return [_IP.read(row) for row in await tx.all(_STANDING, now=tx.now)]


async def ip(tx: Transaction, id: int) -> IpBlock | None:
    """The one with this id."""
    row = await tx.first(_ONE_IP, id=id)
    return _IP.read(row) if row else None


async def put_ip(tx: Transaction, network: str, severity: str, comment: str, expires_at: datetime | None) -> IpBlock:
    """The last word about a network counts."""
    row = await tx.first(
        _SAY_IP, id=tx.new_id(), network=network, severity=severity, comment=comment, created_at=tx.now,
        expires_at=expires_at,
    )  # fmt: skip
    await changed(tx, MARK, DoorsChanged())
    return _IP.read(row)


async def drop_ip(tx: Transaction, id: int) -> None:
    """The door is open again."""
    await tx.run(_DROP_IP, block=id)
    await changed(tx, MARK, DoorsChanged())


async def email_page(tx: Transaction, page: Page, kind: str) -> list[EmailBlock]:
    """Newest first."""
    return [_EMAIL.read(row) for row in await rows_of(tx, _EMAILS, page, kind=kind)]


async def named(tx: Transaction, kind: str, names: Sequence[str]) -> list[EmailBlock]:
    """Those of these very names."""
    return [_EMAIL.read(row) for row in await tx.all(_NAMED, kind=kind, names=names)]


async def email(tx: Transaction, kind: str, id: int) -> EmailBlock | None:
    """The one with this id."""
    row = await tx.first(_ONE_EMAIL, kind=kind, id=id)
    return _EMAIL.read(row) if row else None


async def put_email(tx: Transaction, kind: str, name: str) -> EmailBlock:
    """Said once is enough."""
    await tx.run(_PUT_EMAIL, id=tx.new_id(), kind=kind, name=name, created_at=tx.now)
    [found] = await named(tx, kind, [name])
    return found


async def drop_email(tx: Transaction, id: int) -> None:
    """It may be used again."""
    await tx.run(_DROP_EMAIL, block=id)
