"""Lists that people brought from elsewhere: what is still to be done, and what could not be."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, insert, select, update

from fediai.domain.people.sheets import Entry, Sheet
from fediai.store.database import Transaction
from fediai.store.statements import Row, among
from fediai.store.tables import import_lines, imports

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Import:
    """A row of `imports`."""

    id: int
    account_id: int
    sheet: Sheet
    overwrite: bool
    total: int
    done: int
    failed: int
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that is to be taken over, or (`goes`) to be taken away; `error` says why it was not."""

    id: int
    entry: Entry
    goes: bool
    error: str = ""


_ID, _ACCOUNT = (bindparam(name, type_=BigInteger()) for name in ("import", "account"))
_NAMES = tuple(Import.__slots__)
_COLUMNS = tuple(imports.c[name] for name in _NAMES)
_BEGIN = insert(imports).values({name: bindparam(name) for name in _NAMES})
_LINES = ("id", "import_id", "entry", "goes", "error")
_ADD = insert(import_lines).values({name: bindparam(name) for name in _LINES})
_ONE = select(*_COLUMNS).where(imports.c.id == _ID)
_OF = select(*_COLUMNS).where(imports.c.account_id == _ACCOUNT).order_by(imports.c.id.desc()).limit(SHOWN)
_UNFINISHED = select(imports.c.id).where(imports.c.account_id == _ACCOUNT, imports.c.finished_at.is_(None))
_NEXT = (
    select(import_lines.c.id, import_lines.c.entry, import_lines.c.goes, import_lines.c.error)
    .where(import_lines.c.import_id == _ID, import_lines.c.error == "")
    .order_by(import_lines.c.id)
    .limit(bindparam("limit"))
)
_FAILED = (
    select(import_lines.c.id, import_lines.c.entry, import_lines.c.goes, import_lines.c.error)
    .where(import_lines.c.import_id == _ID, import_lines.c.error != "")
    .order_by(import_lines.c.id)
)
_DONE = delete(import_lines).where(among(import_lines.c.id, "ids"))
_FAIL = (
    update(import_lines)
    .where(import_lines.c.id == bindparam("line"), import_lines.c.error == "")
    .values(error=bindparam("why"))
)
_COUNT = (
    update(imports)
    .where(imports.c.id == _ID)
    .values(done=imports.c.done + bindparam("done"), failed=imports.c.failed + bindparam("failed"))
)
_FINISH = (
    update(imports).where(imports.c.id == _ID).values(finished_at=bindparam("at", type_=imports.c.finished_at.type))
)


def _import(row: Row) -> Import:
    values = dict(zip(_NAMES, row, strict=True))
    return Import(**{**values, "sheet": Sheet(values["sheet"])})


def _line(row: Row) -> Line:
    given: dict[str, Any] = {**row.entry, "languages": tuple(row.entry["languages"])}
    return Line(row.id, Entry(**given), row.goes, row.error)


async def begin(
    tx: Transaction, account_id: int, sheet: Sheet, coming: Sequence[Entry], going: Sequence[Entry], *, overwrite: bool
) -> Import:
    """Written down whole; what goes is done first."""
    made = Import(tx.new_id(), account_id, sheet, overwrite, len(coming) + len(going), 0, 0, tx.now, None)
    await tx.run(_BEGIN, **asdict(made))
    lines = [(entry, True) for entry in going] + [(entry, False) for entry in coming]
    await tx.run_many(
        _ADD,
        [
            {"id": tx.new_id(), "import_id": made.id, "entry": asdict(entry), "goes": goes, "error": ""}
            for entry, goes in lines
        ],
    )
    return made


async def one(tx: Transaction, id: int) -> Import | None:
    """The import, whosever it is."""
    row = await tx.first(_ONE, **{"import": id})
    return None if row is None else _import(row)


async def of_account(tx: Transaction, account_id: int) -> list[Import]:
    """The latest ones of this person."""
    return [_import(row) for row in await tx.all(_OF, account=account_id)]


async def is_busy(tx: Transaction, account_id: int) -> bool:
    """Is one of theirs still going on?"""
    return await tx.first(_UNFINISHED, account=account_id) is not None


async def waiting(tx: Transaction, id: int, limit: int) -> list[Line]:
    """What comes next."""
    return [_line(row) for row in await tx.all(_NEXT, **{"import": id, "limit": limit})]


async def failures(tx: Transaction, id: int) -> list[Line]:
    """What could not be done, and why."""
    return [_line(row) for row in await tx.all(_FAILED, **{"import": id})]


async def settle(tx: Transaction, id: int, done: Sequence[int], failed: Mapping[int, str]) -> None:
    """These are done, those can't be; counted by what has changed, since a lease may have run out in between."""
    gone = await tx.run(_DONE, ids=list(done))
    noted = sum([await tx.run(_FAIL, line=line, why=why) for line, why in failed.items()])
    await tx.run(_COUNT, **{"import": id, "done": gone, "failed": noted})


async def finish(tx: Transaction, id: int) -> None:
    """Nothing waits any more."""
    await tx.run(_FINISH, **{"import": id, "at": tx.now})
