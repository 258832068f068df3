"""What people elsewhere pin: told by their servers as it changes, and asked for when somebody looks at them."""

from datetime import timedelta

from activitypub.lookup import find_hashtags, find_items
from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.federation.drive import Budget
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of, run
from fediai.store import jobs
from fediai.store.chosen import tags
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


async def show_tag(ctx: Context, by: Account, name: str) -> str:
    """The hashtag is on their profile; answers why not, or ""."""
    tag = text.tag_name(name)
    if not text.is_tag(tag):
        return "no hashtag"
    async with ctx.db.write() as tx:
        if len(await tags.featured_names(tx, by.id)) >= MOST:
            return "too many at once"
        await tags.feature(tx, by.id, tag)
    return ""


async def show_tag_no_longer(ctx: Context, by: Account, name: str) -> str:
    """And no longer."""
    async with ctx.db.write() as tx:
        gone = await tags.unfeature(tx, by.id, text.tag_name(name))
    return "" if gone else "it was not shown"


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
    """Its hashtags and featured posts, as far as those are open and its own; what is not there is shown no longer."""
    budget = budget_of(ctx)
    await _fetch_tags(ctx, account, budget)
    found = await run(ctx, find_items(account.featured_url, pages=1, limit=MOST), budget)
    if not found:
        return  # nothing is pinned, or nobody answers: a Remove will say which
    shown = [one.id for uri in found if (one := await _own(ctx, account, uri, budget))]
    async with ctx.db.write() as tx:
        await pins.keep(tx, account.id, shown)


async def _fetch_tags(ctx: Context, account: Account, budget: Budget) -> None:
    async with ctx.db.read() as tx:
        url = await tags.list_of(tx, account.id)
    found = await run(ctx, find_hashtags(url), budget) if url else ()
    names = dict.fromkeys(name for name in map(text.tag_name, found) if text.is_tag(name))
    if names:
        async with ctx.db.write() as tx:
            await tags.keep_featured(tx, account.id, list(names)[:MOST])


async def _own(ctx: Context, by: Account, uri: str, budget: Budget) -> Status | None:
    status = await resolving.status_by_uri(ctx, uri, budget)
    return status if status and status.account_id == by.id and status.visibility in OPEN else None
