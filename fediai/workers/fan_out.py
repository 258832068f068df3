"""Finds out whom an activity goes to: a delivery for each inbox, a shared one once."""

from collections.abc import Callable

from activitypub.documents import host_of, origin_of
from activitypub.synchronisation import digest_of
from fediai.context import Context
from fediai.services.far import outgoing
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import followers, inboxes
from fediai.store.jobs import Job
from fediai.workers.loop import Kind, one_by_one
from fediai.workers.outcomes import Done, Outcome


async def fan_out(ctx: Context, job: Job) -> Outcome:
    """The deliveries and the end of this errand are one transaction: a crash repeats it as a whole, or not at all."""
    said = job.payload
    async with ctx.db.write() as tx:
        far = await inboxes.of_followers(tx, said["account"])
        relays = await inboxes.of_relays(tx) if said.get("relayed") else []
        spared = set(said.get("spared", ()))  # hosts that have it already
        to = [inbox for inbox in [*said["inboxes"], *far, *relays] if not spared or host_of(inbox) not in spared]
        digests = await _digests(tx, said["account"]) if said.get("compared") else outgoing.no_digest
        await outgoing.deliver(tx, said["activity"], said["account"], said["about"], to, digests)
        await jobs.done(tx, [job.id])
    return Done()


async def _digests(tx: Transaction, account_id: int) -> Callable[[str], str]:
    """For an inbox, the digest of the followers that live on its server (FEP-8fcf)."""
    by_origin: dict[str | None, list[str]] = {}
    for uri in await followers.far(tx, account_id):
        by_origin.setdefault(origin_of(uri), []).append(uri)
    return lambda inbox: digest_of(by_origin.get(origin_of(inbox), ()))


KIND = Kind(one_by_one(fan_out))
