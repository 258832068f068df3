"""A far account is gone: out of sight at once, cleared away in steps, so that nobody waits for a million posts."""

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import farewell
from fediai.store.jobs import Job
from fediai.store.people import accounts

STEP = 100


async def part(ctx: Context, tx: Transaction, account: Account) -> None:
    """Nobody here sees it any more; the rest is an errand."""
    await farewell.part(tx, account.id)
    await jobs.enqueue(tx, Job("clear_away", {"account": account.id}, unique_key=f"clear_away|{account.id}"))


async def clear_away(ctx: Context, account_id: int) -> None:
    """All that was theirs goes, each step by itself; whoever begins again finds what is left."""
    async with ctx.db.read() as tx:
        known = await accounts.by_id(tx, account_id)
    if known is None or known.is_local or known.deleted_at is None:
        return
    more = True
    while more:
        async with ctx.db.write() as tx:
            more, files = await farewell.clear(tx, account_id, STEP)
        await ctx.files.delete(*files)
    async with ctx.db.write() as tx:
        files = await farewell.forget(tx, account_id)
    await ctx.files.delete(*files)
