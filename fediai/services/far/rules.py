"""Whom this server hears and speaks to: said by an administrator, one name or a whole list at a time."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.moderation.audit import About, Deed
from fediai.domain.moderation.sanctions import OWNER, Staff
from fediai.domain.policy import Drop, Quarantine, Severity, judge
from fediai.domain.rules import (
    Rule,
    Unread,
    domain_of,
    read_csv,
    rejects_media,
    rejects_reports,
    write_allowed,
    write_csv,
)
from fediai.services.moderation import audit, severing
from fediai.store.database import Transaction
from fediai.store.far import rules

OUT = {Drop: Severity.SUSPEND, Quarantine: Severity.SILENCE}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a list changed here."""

    added: int
    changed: int
    unchanged: int
    unread: tuple[Unread, ...]


async def say(ctx: Context, text: str, severity: Severity, by: Staff = OWNER, **more: Any) -> Rule:
    """The rule as it is now; it counts for the next request and the next delivery."""
    rule = Rule(_other(ctx, domain_of(text)), severity, **more)
    async with ctx.db.write() as tx, _seen_at_once(tx):
        await rules.say(tx, [rule])
        deed = Deed.ALLOW_DOMAIN if severity is Severity.ALLOW else Deed.LIMIT_DOMAIN
        why = rule.private_comment or rule.comment
        await audit.record(tx, by, deed, About("domain", rule.domain), why, severity=severity.value)
    return rule


def _other(ctx: Context, domain: str) -> str:
    if domain == ctx.urls.domain.partition(":")[0]:
        raise Invalid(f"{domain} is this very server")
    return domain


async def forget(ctx: Context, text: str, by: Staff = OWNER) -> str:
    """The domain about which nothing is said any more."""
    domain = domain_of(text)
    async with ctx.db.write() as tx, _seen_at_once(tx):
        if not await rules.forget(tx, domain):
            raise NotFound(f"nothing is said about {domain}")
        await audit.record(tx, by, Deed.FORGET_DOMAIN, About("domain", domain))
    return domain


async def every(ctx: Context) -> list[Rule]:
    """All rules, by name."""
    async with ctx.db.read() as tx:
        return await rules.every(tx)


async def read_list(ctx: Context, text: str, by: Staff = OWNER, *, allow: bool = False) -> Imported:
    """Every line that can be read is a rule now; with `allow`, a list of servers that may speak with us."""
    found, unread = read_csv(text)
    own = ctx.urls.domain.partition(":")[0]
    wanted = [Rule(one.domain, Severity.ALLOW) if allow else one for one in found if one.domain != own]
    async with ctx.db.write() as tx, _seen_at_once(tx):
        before = await rules.of(tx, [one.domain for one in wanted])
        news = [one for one in wanted if before.get(one.domain) != one]
        await rules.say(tx, news)
        await audit.record(tx, by, Deed.IMPORT_DOMAINS, About("domain", f"{len(news)} rules"))
    added = sum(one.domain not in before for one in news)
    return Imported(added, len(news) - added, len(wanted) - len(news), tuple(unread))


@asynccontextmanager
async def _seen_at_once(tx: Transaction) -> AsyncIterator[None]:
    """Whom we know of a domain goes out of sight, or comes back, where what is said about it has changed."""
    before = await _standing(tx)
    yield
    after = await _standing(tx)
    for severity in (Severity.SUSPEND, Severity.SILENCE, None):
        moved = [host for host, now in after.items() if now is severity and before[host] is not severity]
        if moved:
            await rules.mark(tx, moved, severity)
        if moved and severity is Severity.SUSPEND:
            await severing.begin_with_domains(tx, moved)


async def _standing(tx: Transaction) -> dict[str, Severity | None]:
    """By domain, what the rules make of everybody there."""
    said = {rule.domain: rule.severity.value for rule in await rules.every(tx)}
    verdicts = {host: judge([host], said, allowlist=False) for host in await rules.hosts(tx)}
    return {host: OUT.get(type(verdict)) for host, verdict in verdicts.items()}


async def restore(ctx: Context, tx: Transaction, account: Account) -> None:
    """What is said about its domain counts again for a far account that moderators set free."""
    if not account.is_local:
        standing = (await _standing(tx)).get(account.domain)
        await rules.mark(tx, [account.domain], standing)


async def wants_reports_of(ctx: Context, domain: str) -> bool:
    """Is this server's word about others heard?"""
    return not rejects_reports((await ctx.rules.of(ctx.db)).about(domain))


async def wants_pictures_of(ctx: Context, domain: str) -> bool:
    """Are this server's pictures to be fetched?"""
    return not rejects_media((await ctx.rules.of(ctx.db)).about(domain))


def written(several: Sequence[Rule], *, allowed: bool = False) -> str:
    """The rules as a list for others: those that limit, or the servers that are allowed."""
    chosen = [one for one in several if (one.severity is Severity.ALLOW) is allowed]
    return write_allowed(chosen) if allowed else write_csv(chosen)
