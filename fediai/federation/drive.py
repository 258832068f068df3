"""Runs a lookup plan against the real network, within a budget of fetches."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from activitypub.lookup import Fetch, Fetched, Plan
from activitypub.results import Reason, Refused

T = TypeVar("T")
Get = Callable[[Fetch], Awaitable[Fetched | Refused]]


async def drive(plan: Plan[T], get: Get) -> T:
    """What the plan finds; it asks, `get` fetches."""
    answer: Fetched | Refused | None = None
    while True:
        try:
            fetch = plan.send(answer)  # type: ignore[arg-type]  # the first send must be None
        except StopIteration as done:
            found: T = done.value
            return found
        answer = await get(fetch)


@dataclass(slots=True)
class Budget:
    """How many fetches one arrival, or one search, may still cause."""

    left: int

    def limiting(self, get: Get) -> Get:
        """The same, until the budget is spent."""

        async def limited(fetch: Fetch) -> Fetched | Refused:
            if self.left < 1:
                return Refused(Reason.TOO_MANY, "budget of fetches is spent")
            self.left -= 1
            return await get(fetch)

        return limited
