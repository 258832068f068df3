"""What is said about far servers, in memory: every arrival, fetch and delivery asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fediai.domain.events import RulesChanged
from fediai.domain.policy import names_of
from fediai.domain.rules import Rule
from fediai.store.database import Transaction
from fediai.store.far import rules
from fediai.store.kept import Kept


@dataclass(frozen=True, slots=True)
class Book:
    """All rules as they were at one instant, by name."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    severities: Mapping[str, str] = field(default_factory=dict)
    wary: frozenset[str] = frozenset()  # names to which only what is public goes

    def about(self, host: str) -> list[Rule]:
        """What is said about this server and the domains it belongs to."""
        return [self.rules[name] for name in names_of(host) if name in self.rules] if self.rules else []

    def quarantined(self, hosts: Iterable[str]) -> set[str]:
        """Those of these hosts to which only what is public goes."""
        return {host for host in hosts if self.wary.intersection(names_of(host))} if self.wary else set()


async def _read(tx: Transaction) -> Book:
    found = {rule.domain: rule for rule in await rules.every(tx)}
    return Book(
        found,
        {name: rule.severity.value for name, rule in found.items()},
        frozenset(name for name, rule in found.items() if rule.quarantine),
    )


def rulebook() -> Kept[Book]:
    """One per Context."""
    return Kept(Book(), rules.MARK, RulesChanged, _read)
