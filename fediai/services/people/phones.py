"""Which phones ring with a bell: an errand for each subscription."""

from fediai.domain.people.notifications import Notification
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.people import push


async def push_later(tx: Transaction, rung: Notification) -> None:
    """An errand for every subscription that wants to hear of such things."""
    wanted = [one for one in await push.of_account(tx, rung.account_id) if one.alerts.get(rung.type.value)]
    await jobs.enqueue(
        tx,
        *(
            Job("push", {"notification": rung.id, "subscription": one.id}, unique_key=f"push|{one.id}|{rung.id}")
            for one in wanted
            if one.policy != "none"
        ),
    )
