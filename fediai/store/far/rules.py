"""The administrator's rules about far servers, by domain."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.events import RulesChanged
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.kept import changed
from fediai.store.paging import paged, rows_of
from fediai.store.statements import Row, among
from fediai.store.tables import accounts
from fediai.store.tables import domain_blocks as rules

_SAID = (
    "domain", "severity", "reject_media", "comment", "reject_reports", "quarantine", "obfuscate", "private_comment",
)  # fmt: skip
_NAMES = ("id", *_SAID, "created_at")
_INSERT = insert(rules).values({name: bindparam(name, type_=rules.c[name].type) for name in _NAMES})
_SAY = _INSERT.on_conflict_do_update(
    index_elements=["domain"], set_={name: _INSERT.excluded[name] for name in _SAID[1:]}
)
_COLUMNS = tuple(rules.c[name] for name in _SAID)
_ALL = select(*_COLUMNS).order_by(rules.c.domain)
_SOME = select(*_COLUMNS).where(among(rules.c.domain, "names"))
_HOSTS = select(accounts.c.domain).where(accounts.c.domain != "").distinct()
_MARK = (
    update(accounts)
    .where(among(accounts.c.domain, "hosts"), accounts.c.domain != "")
    # What moderators say about a single account stands by itself, and so does what its own server says.
    .values(
        suspended_at=func.coalesce(
            accounts.c.suspended_here_at,
            bindparam("suspended_at", type_=accounts.c.suspended_at.type),
            accounts.c.suspended_afar_at,
        ),
        silenced_at=func.coalesce(
            accounts.c.silenced_here_at, bindparam("silenced_at", type_=accounts.c.silenced_at.type)
        ),
    )
)
MARK = "rules_mark"
_FORGET = delete(rules).where(rules.c.domain == bindparam("name"))


_ALLOWS = rules.c.severity == Severity.ALLOW.value
_PAGES = {
    True: paged(select(*_COLUMNS, rules.c.id, rules.c.created_at).where(_ALLOWS), rules.c.id),
    False: paged(select(*_COLUMNS, rules.c.id, rules.c.created_at).where(~_ALLOWS), rules.c.id),
}
_ONE = select(*_COLUMNS, rules.c.id, rules.c.created_at).where(rules.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Said:
    """A rule with its id and the day it was first said."""

    rule: Rule
    id: int
    at: datetime


def _rule(*row: Any) -> Rule:
    domain, severity, reject_media, comment, *rest = row
    return Rule(domain, Severity(severity), reject_media, comment, *rest)


def _said(row: Row) -> Said:
    return Said(_rule(*row[:-2]), row.id, row.created_at)


async def page(tx: Transaction, page: Page, *, allowed: bool) -> list[Said]:
    """Those that allow, or the others; newest first."""
    return [_said(row) for row in await rows_of(tx, _PAGES[allowed], page)]


async def one(tx: Transaction, id: int) -> Said | None:
    """The rule with this id."""
    row = await tx.first(_ONE, id=id)
    return _said(row) if row else None


async def every(tx: Transaction) -> list[Rule]:
    """All of them, by name."""
    return [_rule(*row) for row in await tx.all(_ALL)]


async def of(tx: Transaction, domains: Iterable[str]) -> dict[str, Rule]:
    """Those about these very names."""
    return {row.domain: _rule(*row) for row in await tx.all(_SOME, names=list(domains))}


async def say(tx: Transaction, several: Iterable[Rule]) -> None:
    """The last word about a domain counts."""
    await tx.run_many(
        _SAY,
        [
            {
                **{name: getattr(one, name) for name in _SAID}, "severity": one.severity.value, "id": tx.new_id(),
                "created_at": tx.now,
            }
            for one in several
        ],
    )  # fmt: skip
    await changed(tx, MARK, RulesChanged())


async def forget(tx: Transaction, domain: str) -> int:
    """As if nothing had been said; how many rules went."""
    await changed(tx, MARK, RulesChanged())
    return await tx.run(_FORGET, name=domain)


async def hosts(tx: Transaction) -> list[str]:
    """Every far domain of which we know somebody."""
    return [row.domain for row in await tx.all(_HOSTS)]


async def mark(tx: Transaction, domains: Iterable[str], severity: Severity | None) -> None:
    """Everybody known of these domains is out of sight, out of public view, or neither."""
    suspended = tx.now if severity is Severity.SUSPEND else None
    silenced = tx.now if severity is Severity.SILENCE else None
    await tx.run(_MARK, hosts=list(domains), suspended_at=suspended, silenced_at=silenced)


_BY_DOMAIN = select(*_COLUMNS, rules.c.id, rules.c.created_at).where(rules.c.domain == bindparam("name"))


async def by_domain(tx: Transaction, domain: str) -> Said | None:
    """What is said about this very name."""
    row = await tx.first(_BY_DOMAIN, name=domain)
    return _said(row) if row else None
