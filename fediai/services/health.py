"""What must be well before anybody is sent to us."""

import sqlite3

from fediai.context import Context
from fediai.store import jobs
from fediai.store.errors import StoreError
from fediai.store.migrate.standing import due

TOO_MANY_JOBS = 100_000


async def reasons_not_ready(ctx: Context) -> list[str]:
    """Sentences; none of them when everything is well."""
    try:
        async with ctx.db.read() as tx:
            waiting, missing = sum((await jobs.counts(tx)).values()), await due(tx)
    except (OSError, RuntimeError, sqlite3.Error, StoreError) as error:
        return [f"the database does not answer: {error}"]
    reasons = [f"{len(missing)} migrations are due: fediai migrate"] if missing else []
    return [*reasons, f"{waiting} errands wait"] if waiting > TOO_MANY_JOBS else reasons
