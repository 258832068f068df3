"""What runs on the servers we know, asked by NodeInfo once a week: for whoever looks after this one."""

from datetime import timedelta

from activitypub.lookup import find_software
from activitypub.results import Refused
from fediai.context import Context
from fediai.federation.drive import Budget
from fediai.services.far.fetching import run
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import known_servers
from fediai.store.far.known_servers import Known
from fediai.store.jobs import Job

AGAIN = timedelta(days=7)
AT_ONCE = 20  # servers of one round
FETCHES = 2


async def ask_around(ctx: Context) -> int:
    """Servers that answer and were not asked this week are, a few at a time; how many."""
    async with ctx.db.write() as tx:
        hosts = await known_servers.undescribed(tx, AGAIN, AT_ONCE)
        for host in hosts:
            await jobs.enqueue(tx, Job("describe", {"host": host}, unique_key=f"describe|{host}"))
    return len(hosts)


async def describe(ctx: Context, host: str) -> None:
    """What it says stays until it says something else; whoever does not answer is asked next week."""
    found = await run(ctx, find_software(f"{ctx.settings.instance.scheme}://{host}"), Budget(FETCHES))
    words = "" if isinstance(found, Refused) else f"{found.name} {found.version}".strip()
    async with ctx.db.write() as tx:
        await known_servers.describe(tx, host, words)


async def every(tx: Transaction) -> list[Known]:
    """All servers we know, by name."""
    return await known_servers.every(tx)
