"""What somebody brings who did not say it: believed with a proof of its own, else only a hint to ask its origin."""

from activitypub.activities import Activity, Announce, Create, Delete, EmojiReact, Like, Update
from activitypub.documents import Document, host_of, id_of, safe_url, same_origin, type_of
from activitypub.results import Reason, Refused
from activitypub.terms import ACTOR_TYPES
from fediai.context import Context
from fediai.domain.policy import Drop
from fediai.services.far import speakers
from fediai.services.far.fetching import judged
from fediai.services.far.speakers import Speaker
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import relays
from fediai.store.jobs import Job
from fediai.store.posts import statuses

# A proof is good for ever, so only what changes nothing when it is said again may come by other hands: an old
# Follow, Undo or Accept would be a weapon.
CARRIED = (Create, Update, Delete, Announce, Like, EmojiReact)
ABOUT_POSTS = (Create, Update, Delete)
HINTS_A_MINUTE, HINTS_OF_A_RELAY = 60, 600
FOREIGN = Refused(Reason.NOT_THE_OWNER, "signed by another actor")


async def spoken(ctx: Context, carrier: Speaker, document: Document, activity: Activity) -> Speaker | Refused | None:
    """Who speaks in it. None: nobody we could believe, but what it is about will be asked for at its origin."""
    if not isinstance(activity, CARRIED) or ctx.urls.is_ours(activity.actor):
        return FOREIGN
    named = (carrier.verified.key_id, activity.actor, activity.object_id)
    verdict = await judged(ctx, {host for url in named if url and (host := host_of(url))})
    async with ctx.db.read() as tx:
        by_relay = carrier.known is not None and await relays.speaks_for(tx, carrier.known.uri)
    if isinstance(verdict, Drop):
        return Refused(Reason.BLOCKED, verdict.reason)
    if carrier.known is not None and carrier.known.suspended_at is not None:
        return FOREIGN
    if not by_relay and "proof" in document and not _is_a_profile(activity):
        prover = await speakers.prover_of(ctx, document)
        if isinstance(prover, Speaker) and prover.verified.actor == activity.actor:
            return prover
    return await _taken_as_a_hint(ctx, carrier, activity, by_relay=by_relay)


def _is_a_profile(activity: Activity) -> bool:
    """An old one, brought again, would bring an old name and an old key back."""
    about = activity.object or {}
    return activity.object_id == activity.actor or type_of(about) in ACTOR_TYPES


async def _taken_as_a_hint(ctx: Context, carrier: Speaker, activity: Activity, *, by_relay: bool) -> Refused | None:
    uri = activity.object_id or ""
    if not isinstance(activity, ABOUT_POSTS) or not same_origin(uri, activity.actor):
        return None if by_relay else FOREIGN
    async with ctx.db.read() as tx:
        if not by_relay and not await _concerns_us(tx, uri, activity):
            return FOREIGN
    host, limit = host_of(carrier.verified.actor), HINTS_OF_A_RELAY if by_relay else HINTS_A_MINUTE
    if ctx.far.counted(f"hints of {host}", ctx.clock()) > limit:
        return Refused(Reason.TOO_MANY, "hints of one host")
    async with ctx.db.write() as tx:
        await jobs.enqueue(tx, Job("hint", {"uri": uri, "relayed": by_relay}, unique_key=f"hint|{uri}"))
    return None


async def _concerns_us(tx: Transaction, uri: str, activity: Activity) -> bool:
    """Do we have the post, or what it answers? Else whoever likes could make us fetch anything."""
    answered = safe_url(id_of((activity.object or {}).get("inReplyTo")))
    known = await statuses.by_uri(tx, uri)
    if known is not None:
        return not known.local
    return answered is not None and await statuses.by_uri(tx, answered) is not None
