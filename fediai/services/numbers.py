"""What whoever watches over a server counts: errands and prompts by their states."""

from dataclasses import dataclass

from fediai.context import Context
from fediai.store import jobs
from fediai.store.pictures import studio


@dataclass(frozen=True, slots=True)
class Numbers:
    """As they are now."""

    jobs: dict[str, int]
    given_up: dict[str, int]
    overdue: float
    generations: dict[str, int]


async def numbers(ctx: Context) -> Numbers:
    """Four quick counts."""
    async with ctx.db.read() as tx:
        since = await jobs.longest_due(tx)
        return Numbers(
            await jobs.counts(tx),
            await jobs.given_up(tx),
            max((tx.now - since).total_seconds(), 0) if since else 0,
            await studio.states(tx),
        )
