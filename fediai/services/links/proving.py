"""Rows below profiles that are proved: the page they lead to calls the profile its own (rel=me)."""

import random
from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import Account, RemoteAccount
from fediai.domain.links.profiles import as_proved, provable, says_so, to_prove
from fediai.services.links.visiting import is_same_host, visit
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.people import accounts

AT_FIRST, SPREAD, SPREAD_OF_FAR = 1, 4, 600  # seconds


async def later(tx: Transaction, account: Account) -> None:
    """Links that nobody has proved will be looked at, once however often the profile changes until then."""
    if to_prove(account.fields):
        after = timedelta(seconds=AT_FIRST + random.random() * (SPREAD if account.is_local else SPREAD_OF_FAR))
        await jobs.enqueue(tx, Job("prove", {"account": account.id}, unique_key=f"prove|{account.id}", after=after))


async def meet(tx: Transaction, remote: RemoteAccount) -> Account:
    """A far account as it says it is by now; what its links prove is seen later."""
    account = await accounts.upsert_remote(tx, remote)
    await later(tx, account)
    return account


async def prove(ctx: Context, account_id: int) -> None:
    """Each page is asked once; what does not answer, leads elsewhere or says nothing proves nothing."""
    async with ctx.db.read() as tx:
        known = await accounts.by_id(tx, account_id)
    if known is None or known.suspended_at is not None:
        return
    proved = {url for url in to_prove(known.fields) if await _is_theirs(ctx, known, url)}
    if proved:
        async with ctx.db.write() as tx:
            await _write(tx, account_id, proved)


async def _is_theirs(ctx: Context, account: Account, url: str) -> bool:
    found = await visit(ctx, url)
    return found is not None and is_same_host(url, found[1]) and says_so(found[0].me, {account.url, account.uri})


async def _write(tx: Transaction, account_id: int, proved: set[str]) -> None:
    """In the rows as they are by now."""
    now = await accounts.by_id(tx, account_id)
    if now is not None:
        said = tx.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        rows = [as_proved(row, said if provable(row) in proved else row["verified_at"]) for row in now.fields]
        await accounts.mend(tx, now, fields=rows)
