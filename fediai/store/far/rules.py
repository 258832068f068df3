"""The administrator's rules about far servers, by domain."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import accounts
from fediai.store.tables import domain_blocks as rules

_NAMES = ("id", "domain", "severity", "reject_media", "comment", "created_at")
_INSERT = insert(rules).values({name: bindparam(name, type_=rules.c[name].type) for name in _NAMES})
_SAY = _INSERT.on_conflict_do_update(
    index_elements=["domain"], set_={name: _INSERT.excluded[name] for name in ("severity", "reject_media", "comment")}
)
_COLUMNS = (rules.c.domain, rules.c.severity, rules.c.reject_media, rules.c.comment)
_ALL = select(*_COLUMNS).order_by(rules.c.domain)
_SOME = select(*_COLUMNS).where(among(rules.c.domain, "names"))
_HOSTS = select(accounts.c.domain).where(accounts.c.domain != "").distinct()
_MARK = (
    update(accounts)
    .where(among(accounts.c.domain, "hosts"), accounts.c.domain != "")
    .values({name: bindparam(name, type_=accounts.c[name].type) for name in ("suspended_at", "silenced_at")})
)
_FORGET = delete(rules).where(rules.c.domain == bindparam("name"))


def _rule(domain: str, severity: str, reject_media: bool, comment: str) -> Rule:
    return Rule(domain, Severity(severity), reject_media, comment)


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
                "id": tx.new_id(), "domain": one.domain, "severity": one.severity.value, "comment": one.comment,
                "reject_media": one.reject_media, "created_at": tx.now,
            }
            for one in several
        ],
    )  # fmt: skip


async def forget(tx: Transaction, domain: str) -> int:
    """As if nothing had been said; how many rules went."""
    return await tx.run(_FORGET, name=domain)


async def hosts(tx: Transaction) -> list[str]:
    """Every far domain of which we know somebody."""
    return [row.domain for row in await tx.all(_HOSTS)]


async def mark(tx: Transaction, domains: Iterable[str], severity: Severity | None) -> None:
    """Everybody known of these domains is out of sight, out of public view, or neither."""
    suspended = tx.now if severity is Severity.SUSPEND else None
    silenced = tx.now if severity is Severity.SILENCE else None
    await tx.run(_MARK, hosts=list(domains), suspended_at=suspended, silenced_at=silenced)
