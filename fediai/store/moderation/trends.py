"""What moderators say about what may be recommended; without a word it may."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import trend_decisions as table

_INSERT = insert(table).values({c.name: bindparam(c.name, type_=c.type) for c in table.c})
_DECIDE = _INSERT.on_conflict_do_update(
    index_elements=["kind", "name"], set_={name: _INSERT.excluded[name] for name in ("trendable", "created_at")}
)
_SAID = select(table.c.name, table.c.trendable).where(table.c.kind == bindparam("kind"), among(table.c.name, "names"))


def unrefused(kind: str, name: ColumnElement[Any]) -> ColumnElement[bool]:
    """Nobody said that this is not to be recommended."""
    # Not correlated: the few that are refused are read once, however many posts are counted.
    return name.not_in(select(table.c.name).where(table.c.kind == kind, ~table.c.trendable))


async def decide(tx: Transaction, kind: str, name: str, *, trendable: bool) -> None:
    """The last word counts."""
    await tx.run(_DECIDE, kind=kind, name=name, trendable=trendable, usable=True, listable=True, created_at=tx.now)


async def said(tx: Transaction, kind: str, names: Sequence[str]) -> dict[str, bool]:
    """Of these, those about which somebody has decided: may they be recommended?"""
    return {row.name: row.trendable for row in await tx.all(_SAID, kind=kind, names=list(names))}
