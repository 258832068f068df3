"""How an errand ended: done, later, or never."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Done:
    """Finished."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Once more after so many seconds, and why."""

    seconds: float
    error: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Back to the queue until then without counting a try: the far side is known to be down."""

    until: datetime


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Never again; stays visible with its error."""

    error: str


Outcome = Done | Retry | Wait | GiveUp
