"""Answers to what our people said to their followers are carried on to those followers (ActivityPub §7.1.2).

Who answers knows Alice's followers only as an address of ours. Carried is what proves itself, to whom its author
addressed it, and once: we can't vouch for anything else, and nobody else is meant.
"""

from hashlib import sha256

import orjson

from activitypub.activities import Activity, Create, Delete, Update
from activitypub.documents import Document, host_of, id_of, safe_url
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.far import speakers
from fediai.services.far.speakers import Speaker
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import activities
from fediai.store.far.activities import Said
from fediai.store.jobs import Job
from fediai.store.people import accounts, blocks
from fediai.store.posts import statuses

FOLLOWERS = "/followers"
MOST_COLLECTIONS = 4


async def owners_of_the_thread(ctx: Context, document: Document, activity: Activity) -> list[Account]:
    """Those of ours whose followers are addressed, and whose post it answers, directly or further up."""
    if "proof" not in document or not isinstance(activity, Create | Update | Delete):
        return []
    named = {uri for uri in (*activity.to, *activity.cc) if ctx.urls.is_ours(uri) and uri.endswith(FOLLOWERS)}
    if not named or len(named) > MOST_COLLECTIONS:
        return []
    async with ctx.db.read() as tx:
        above = await _above(tx, activity)
        said_here = (await accounts.by_ids(tx, above)).values()
    return [one for one in said_here if one.is_local and one.followers_url in named and one.suspended_at is None]


async def _above(tx: Transaction, activity: Activity) -> list[int]:
    """The accounts whose post it answers: that of its parent, and that of the thread."""
    known = await statuses.by_uri(tx, activity.object_id or "")
    if known is not None and isinstance(activity, Create):
        return []  # not the first time that we hear of it
    if known is None:
        answered = safe_url(id_of((activity.object or {}).get("inReplyTo")))
        parent = await statuses.by_uri(tx, answered) if answered else None
    else:
        parent = await statuses.by_id(tx, known.in_reply_to_id) if known.in_reply_to_id else None
    if parent is None:
        return []
    root = await statuses.by_id(tx, parent.thread_id)
    return list({one.account_id for one in (parent, root) if one is not None and one.local})


async def carry_on(ctx: Context, activity: Activity, document: Document, text: str, owners: list[Account]) -> None:
    """An errand to the followers of each, with the very text that came, unless it went there already."""
    prover = await speakers.prover_of(ctx, document)
    if not isinstance(prover, Speaker) or prover.verified.actor != activity.actor:
        return
    if "signature" in document:  # an LD signature is not ours to hand on: we have not looked at it
        text = orjson.dumps({name: value for name, value in document.items() if name != "signature"}).decode()
    for owner in owners:
        await _carry(ctx, activity, prover, text, owner)


async def _carry(ctx: Context, activity: Activity, prover: Speaker, text: str, owner: Account) -> None:
    # Named by its proof, which stays the same however often and by whomever it is brought: so nothing goes in circles.
    mark = sha256(prover.signature.value).hexdigest()[:24]
    uri, about = f"{activity.id or activity.actor}#carried-{owner.id}-{mark}", activity.object_id or ""
    spared = [host for host in {host_of(activity.actor)} if host]
    payload = {"activity": uri, "account": owner.id, "about": about, "inboxes": [], "spared": spared}
    async with ctx.db.write() as tx:
        author = await accounts.by_uri(tx, activity.actor)
        if author is None or author.silenced_at is not None or await blocks.is_between(tx, owner.id, author.id):
            return
        if await activities.record(tx, Said(uri, activity.actor, type(activity).__name__, about, text)):
            await jobs.enqueue(tx, Job("fan_out", payload, lane=f"fan_out|{about}", unique_key=f"fan_out|{uri}"))
