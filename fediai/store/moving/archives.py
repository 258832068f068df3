"""Archives of what people made and keep: asked for, packed, taken along, thrown away."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, delete, insert, select, update

from fediai.store.database import Transaction
from fediai.store.statements import Row, among
from fediai.store.tables import archives


@dataclass(frozen=True, slots=True)
class Archive:
    """A row of `archives`; `file` is empty until it is packed."""

    id: int
    account_id: int
    file: str
    size: int
    created_at: datetime
    finished_at: datetime | None


_ID, _ACCOUNT = (bindparam(name, type_=BigInteger()) for name in ("archive", "account"))
_NAMES = tuple(Archive.__slots__)
_COLUMNS = tuple(archives.c[name] for name in _NAMES)
_ASK = insert(archives).values({name: bindparam(name) for name in _NAMES})
_ONE = select(*_COLUMNS).where(archives.c.id == _ID)
_OF = select(*_COLUMNS).where(archives.c.account_id == _ACCOUNT).order_by(archives.c.id.desc())
_PACKED = (
    update(archives)
    .where(archives.c.id == _ID)
    .values(
        file=bindparam("file"),
        size=bindparam("size", type_=BigInteger()),
        finished_at=bindparam("at", type_=archives.c.finished_at.type),
    )
)
_OLD = select(*_COLUMNS).where(archives.c.created_at < bindparam("before", type_=archives.c.created_at.type))
_DROP = delete(archives).where(among(archives.c.id, "ids"))


def _archive(row: Row) -> Archive:
    return Archive(*row)


async def ask(tx: Transaction, account_id: int) -> Archive:
    """One that is to be packed."""
    made = Archive(tx.new_id(), account_id, "", 0, tx.now, None)
    await tx.run(_ASK, **asdict(made))
    return made


async def one(tx: Transaction, id: int) -> Archive | None:
    """The archive, whosever it is."""
    row = await tx.first(_ONE, archive=id)
    return None if row is None else _archive(row)


async def of_account(tx: Transaction, account_id: int) -> list[Archive]:
    """Theirs, the latest first."""
    return [_archive(row) for row in await tx.all(_OF, account=account_id)]


async def packed(tx: Transaction, id: int, file: str, size: int) -> bool:
    """It lies ready; False when nobody wants it any more."""
    return await tx.run(_PACKED, archive=id, file=file, size=size, at=tx.now) > 0


async def drop(tx: Transaction, *several: Archive) -> list[str]:
    """They are forgotten; the keys of their files."""
    await tx.run(_DROP, ids=[one.id for one in several])
    return [one.file for one in several if one.file]


async def older(tx: Transaction, before: datetime) -> list[Archive]:
    """Those that were asked for before then."""
    return [_archive(row) for row in await tx.all(_OLD, before=before)]
