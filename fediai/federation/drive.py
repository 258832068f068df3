"""Runs a lookup plan against the real network, within a budget of fetches."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from activitypub.documents import host_of
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
    """How many fetches one arrival, or one search, may still cause: in all, and (where it says so) of one host."""

    left: int
    of_a_host: int | None = None
    _asked: Counter[str] = field(default_factory=Counter)

    def limiting(self, get: Get) -> Get:
        """The same, until the budget is spent."""

        async def limited(fetch: Fetch) -> Fetched | Refused:
            if self.left < 1:
                return Refused(Reason.TOO_MANY, "budget of fetches is spent")
            host = host_of(fetch.url) or ""
            if self.of_a_host is not None and self._asked[host] >= self.of_a_host:
                return Refused(Reason.TOO_MANY, "budget of fetches of one host is spent")
            self.left -= 1
            self._asked[host] += 1
            return await get(fetch)

        return limited
