"""What is said about far servers, in memory: every arrival, fetch and delivery asks, and nobody changes it for days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fediai.domain.events import Event, RulesChanged
from fediai.domain.policy import names_of
from fediai.domain.rules import Rule
from fediai.store.database import Database
from fediai.store.far import rules

LOOKED_AT_EVERY = timedelta(seconds=5)  # an announcement may get lost on its way from another process


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


class Rulebook:
    """Read anew when somebody of our processes says that it changed, or when its mark in the database did."""

    def __init__(self) -> None:
        self._book = Book()
        self._mark: object = self  # equal to no mark: nothing was read yet
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._changes = 0
        self._read_changes = -1

    def hear(self, event: Event) -> None:
        """A listener of the bus."""
        if isinstance(event, RulesChanged):
            self._changes += 1

    async def of(self, db: Database) -> Book:
        """As it stands: mostly without a query."""
        now = db.clock()
        if self._read_changes != self._changes or now - self._looked_at >= LOOKED_AT_EVERY:
            await self._look(db, now)
        return self._book

    async def _look(self, db: Database, now: datetime) -> None:
        changes = self._changes  # what is announced while we read may not be in what we read
        async with db.read() as tx:
            mark = await rules.mark_of(tx)
            if mark != self._mark:
                self._book = _book(await rules.every(tx))
        self._mark, self._looked_at, self._read_changes = mark, now, changes


def _book(several: Iterable[Rule]) -> Book:
    found = {rule.domain: rule for rule in several}
    return Book(
        found,
        {name: rule.severity.value for name, rule in found.items()},
        frozenset(name for name, rule in found.items() if rule.quarantine),
    )
