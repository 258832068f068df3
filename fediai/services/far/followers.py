"""Lists of followers drift apart where an answer was lost: both servers compare them, each about its own (FEP-8fcf).

A post for followers must not go on to a server for people who follow no longer.
"""

from datetime import timedelta

from activitypub.collections import ITEM_LIMIT, item_ids, read_collection
from activitypub.documents import same_origin
from activitypub.lookup import Plan, fetch_own
from activitypub.results import Reason, Refused
from activitypub.synchronisation import digest_of, read_synchronisation
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.lifecycle import FollowState
from fediai.domain.people.follows import Follow
from fediai.services.far import outgoing
from fediai.services.far.fetching import budget_of, run
from fediai.services.far.speakers import Speaker
from fediai.services.people import follows
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import followers
from fediai.store.jobs import Job
from fediai.store.people import accounts
from fediai.store.people import follows as follow_store

TIMES_A_MINUTE = 3
SETTLING = timedelta(minutes=1)  # a follow as young as this may not have been listed yet


async def compare(ctx: Context, speaker: Speaker, header: str) -> None:
    """Where their list of our people is not ours, theirs is read; nobody but them is ever asked."""
    by, said = speaker.known, read_synchronisation(header)
    if by is None or said is None or said.collection_id != by.followers_url or not same_origin(said.url, by.uri):
        return
    async with ctx.db.read() as tx:
        ours = await followers.of_ours(tx, by.id)
    if said.digest == digest_of(ours) or ctx.far.counted(f"lists of {by.id}", ctx.clock()) > TIMES_A_MINUTE:
        return
    payload = {"account": by.id, "url": said.url}
    async with ctx.db.write() as tx:
        await jobs.enqueue(tx, Job("synchronise", payload, unique_key=f"synchronise|{by.id}"))


def listed(url: str) -> Plan[tuple[str, ...] | Refused]:
    """All of the list, in one piece as FEP-8fcf has it: of half a list the other half would seem to be gone."""
    found = yield from fetch_own(url)
    collection = found if isinstance(found, Refused) else read_collection(found.doc)
    if isinstance(collection, Refused):
        return collection
    if len(collection.items) >= ITEM_LIMIT or (not collection.items and collection.first):
        return Refused(Reason.TOO_MANY, "a list in pages")
    return item_ids(collection.items)


async def synchronise(ctx: Context, account_id: int, url: str) -> None:
    """Whom of ours they do not list follows no longer; whom they list without a follow of ours, they are told."""
    found = await run(ctx, listed(url), budget_of(ctx))
    async with ctx.db.read() as tx:
        target = await accounts.by_id(tx, account_id)
    if target is None or isinstance(found, Refused):
        return
    theirs = {uri for uri in found if ctx.urls.is_ours(uri)}
    async with ctx.db.write() as tx:
        ours = await followers.of_ours(tx, target.id)
        for uri in ours.keys() - theirs:
            if tx.now - ours[uri] > SETTLING:
                await follows.receive_reject(ctx, tx, target, None, uri)
        for uri in theirs - ours.keys():
            await _settled(ctx, tx, target, uri)


async def _settled(ctx: Context, tx: Transaction, target: Account, uri: str) -> None:
    """Asked and never answered: that was the answer. Never asked, or taken back: they are told so again."""
    if await follows.receive_accept(ctx, tx, target, None, uri) is not None:
        return
    follower = await accounts.by_uri(tx, uri)
    if follower is None or not follower.is_local:
        return
    known = await follow_store.between(tx, follower.id, target.id)
    gone = known or Follow(
        0, follower.id, target.id, FollowState.REMOVED, f"{follower.uri}#unfollows/{target.id}", False, False, tx.now
    )
    if gone.state is not FollowState.ACCEPTED:
        await outgoing.unfollowed(ctx, tx, gone, follower, target)
