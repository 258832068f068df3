"""What people elsewhere pin: told by their servers as it changes, and asked for when somebody looks at them."""

from datetime import timedelta

from activitypub.lookup import find_items
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.federation.drive import Budget
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of, run
from fediai.store import jobs
from fediai.store.jobs import Job
from fediai.store.people import moves
from fediai.store.posts import pins, statuses

MOST = 10
DAY = timedelta(days=1)


async def show(ctx: Context, by: Account, uri: str) -> str:
    """The post is shown first; answers why not, or ""."""
    status = await _own(ctx, by, uri, budget_of(ctx))
    if status is None:
        return "no open post of theirs"
    async with ctx.db.write() as tx:
        if await pins.count(tx, by.id) >= MOST:
            return "too many at once"
        await pins.pin(tx, by.id, status.id)
    return ""


async def show_no_longer(ctx: Context, by: Account, uri: str) -> str:
    """In its place by time only."""
    async with ctx.db.write() as tx:
        status = await statuses.by_uri(tx, uri)
        gone = status is not None and await pins.unpin(tx, by.id, status.id)
    return "" if gone else "it was not shown first"


async def wonder(ctx: Context, account: Account) -> None:
    """Somebody looks at the page of a far account: what it pins is asked for, once a day."""
    if account.is_local or not account.featured_url or not _first_today(ctx, account):
        return
    async with ctx.db.write() as tx:
        if await moves.claim_featured(tx, account.id, DAY):
            await jobs.enqueue(tx, Job("featured", {"account": account.id}, unique_key=f"featured|{account.id}"))


def _first_today(ctx: Context, account: Account) -> bool:
    """Without asking the database each time somebody opens the page."""
    return ctx.far.counted(f"featured of {account.id}", ctx.clock()) == 1


async def fetch(ctx: Context, account: Account) -> None:
    """Its featured collection, as far as those are open posts of its own; what is not in it is pinned no longer."""
    budget = budget_of(ctx)
    found = await run(ctx, find_items(account.featured_url, pages=1, limit=MOST), budget)
    if not found:
        return  # nothing is pinned, or nobody answers: a Remove will say which
    shown = [one.id for uri in found if (one := await _own(ctx, account, uri, budget))]
    async with ctx.db.write() as tx:
        await pins.keep(tx, account.id, shown)


async def _own(ctx: Context, by: Account, uri: str, budget: Budget) -> Status | None:
    status = await resolving.status_by_uri(ctx, uri, budget)
    return status if status and status.account_id == by.id and status.visibility in OPEN else None
