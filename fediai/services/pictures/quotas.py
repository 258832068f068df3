"""How many pictures one account may ask for, and how many may wait: judged before anything is stored."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import TooMany
from fediai.store.database import Transaction
from fediai.store.pictures import generations

DAY = timedelta(days=1)
SOON = 30  # seconds: about one painting


@dataclass(frozen=True, slots=True)
class Share:
    """How many pictures somebody may still ask for, and when the first of those spent is free again."""

    per_day: int
    left: int
    more_at: datetime | None
    at_once: int
    painting: int


async def share(ctx: Context, tx: Transaction, account: Account) -> Share:
    """As it stands now; looked at, not locked."""
    limits, load = ctx.settings.limits, await generations.glance(tx, account.id, tx.now - DAY)
    more_at = load.first_spent_at + DAY if load.first_spent_at else None
    left = max(limits.pictures_per_day - load.spent, 0)
    return Share(limits.pictures_per_day, left, more_at, limits.generations_at_once, load.live)


async def check(ctx: Context, tx: Transaction, account: Account, pictures: int) -> None:
    """Nothing, or `TooMany` with the limit in its sentence and the seconds after which it may fit."""
    limits = ctx.settings.limits
    load = await generations.load(tx, account.id, tx.now - DAY)
    if load.spent + pictures > limits.pictures_per_day:
        left = max(limits.pictures_per_day - load.spent, 0)
        wait = max(int(((load.first_spent_at or tx.now) + DAY - tx.now).total_seconds()), 1)
        raise TooMany(
            f"You may ask for {limits.pictures_per_day} pictures a day; {left} are left, "
            f"and more in about {max(round(wait / 3600), 1)} h",
            retry_after=wait,
        )
    if load.live >= limits.generations_at_once:
        raise TooMany(
            f"{load.live} of your pictures are being painted; ask again when one of them is done", retry_after=SOON
        )
    if load.queued >= limits.queue:
        raise TooMany(f"{load.queued} pictures wait to be painted, which is the most", retry_after=2 * SOON)
