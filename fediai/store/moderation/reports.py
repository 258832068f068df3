"""Reports as rows: filed, listed, settled."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.reports import Report
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import paged, rows_of
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import reports

_REPORT = Record(Report, reports, status_ids=tuple, rule_ids=tuple)
_SELECT = select(*_REPORT.columns)
_ONE = _SELECT.where(reports.c.id == bindparam("report", type_=BigInteger()))
_WITH_URI = select(reports.c.id).where(reports.c.uri == bindparam("uri"), reports.c.uri != "")
_SOME = _SELECT.where(among(reports.c.id, "ids"))
_by: Any = bindparam("account", type_=BigInteger())
_of: Any = bindparam("target", type_=BigInteger())
_WHOSE = _SELECT.where(or_(_by == 0, reports.c.account_id == _by), or_(_of == 0, reports.c.target_id == _of))
_OPEN = paged(_WHOSE.where(reports.c.resolved_at.is_(None)), reports.c.id)
_SETTLED = paged(_WHOSE.where(reports.c.resolved_at.is_not(None)), reports.c.id)
_INSERT = insert(reports).values({name: bindparam(name, type_=reports.c[name].type) for name in _REPORT.names})
_CHANGEABLE = ("category", "assigned_id", "resolved_by_id", "resolved_at", "rule_ids")
_CHANGE = (
    update(reports)
    .where(reports.c.id == bindparam("report", type_=BigInteger()))
    .values({name: bindparam(name, type_=reports.c[name].type) for name in _CHANGEABLE})
    .returning(*_REPORT.columns)
)


async def insert_new(tx: Transaction, report: Report) -> None:
    """Filed."""
    await tx.run(_INSERT, **{name: getattr(report, name) for name in _REPORT.names})


async def one(tx: Transaction, id: int) -> Report | None:
    """The report with this id."""
    row = await tx.first(_ONE, report=id)
    return _REPORT.read(row) if row else None


async def is_known(tx: Transaction, uri: str) -> bool:
    """Did this Flag come before?"""
    return await tx.first(_WITH_URI, uri=uri) is not None


async def page(
    tx: Transaction, page: Page, *, resolved: bool = False, account: int = 0, target: int = 0
) -> list[Report]:
    """Those that wait, or those that are settled; newest first; by this account, or about that one."""
    rows = await rows_of(tx, _SETTLED if resolved else _OPEN, page, account=account, target=target)
    return [_REPORT.read(row) for row in rows]


async def by_ids(tx: Transaction, ids: Sequence[int]) -> dict[int, Report]:
    """Those that exist, by id."""
    found = [_REPORT.read(row) for row in await tx.all(_SOME, ids=ids)]
    return {one.id: one for one in found}


async def change(tx: Transaction, report: Report, **changes: Any) -> Report:
    """The report with another category, assignee, settlement or rules."""
    values = {name: getattr(report, name) for name in _CHANGEABLE} | changes
    values["rule_ids"] = list(values["rule_ids"])
    return _REPORT.read(await tx.first(_CHANGE, report=report.id, **values))
