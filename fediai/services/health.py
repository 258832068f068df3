"""What must be well before anybody is sent to us."""

from fediai.context import Context
from fediai.store import jobs
from fediai.store.migrate import pending

TOO_MANY_JOBS = 100_000


async def reasons_not_ready(ctx: Context) -> list[str]:
    """Sentences; none of them when everything is well."""
    reasons: list[str] = []
    try:
        async with ctx.db.read() as tx:
            waiting = sum((await jobs.counts(tx)).values())
    except (OSError, RuntimeError) as error:
        return [f"the database does not answer: {error}"]
    if missing := await pending(ctx.settings):
        reasons.append(f"{len(missing)} migrations are due: fediai migrate")
    if waiting > TOO_MANY_JOBS:
        reasons.append(f"{waiting} errands wait")
    return reasons
