"""An activity at the door: judged step by step, then remembered by id in one transaction with its errand."""

from dataclasses import dataclass
from hashlib import sha256

from activitypub.activities import Activity, Announce, Create, Delete, EmojiReact, Follow, Like, Update
from activitypub.authority import Allowed, may
from activitypub.documents import host_of, read_json
from activitypub.parse import parse_activity
from activitypub.requests import Request
from activitypub.results import Reason, Refused
from activitypub.signatures import Signature
from activitypub.signatures.proofs import Proof
from activitypub.synchronisation import HEADER
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.policy import Drop, Quarantine
from fediai.services.far import followers, speakers
from fediai.services.far.fetching import judged
from fediai.services.far.passing import carried
from fediai.services.far.speakers import Holder, Speaker
from fediai.services.links import proving
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.far import activities, peers
from fediai.store.far.activities import Said
from fediai.store.jobs import Job
from fediai.store.people import accounts

# Said once and for all. Everything else may be said again under the same id: GoToSocial gives all Updates of
# a post one id, and Misskey all Follows between two people.
ONCE = (Create, Announce, Like, EmojiReact)


@dataclass(frozen=True, slots=True)
class Ignored:
    """Answered with 202 and forgotten."""

    why: str


async def receive(ctx: Context, request: Request, mailbox: str = "") -> Ignored | Refused | None:
    """None: accepted, and to be worked on later. A refusal changes nothing but its counter.

    `mailbox` is the id of the account of ours whose own inbox it was brought to, if it was.
    """
    outcome = await _received(ctx, request, mailbox)
    return ctx.far.refuse(outcome) if isinstance(outcome, Refused) else outcome


async def _received(ctx: Context, request: Request, mailbox: str) -> Ignored | Refused | None:
    signature = speakers.signature_of(ctx, request)
    if isinstance(signature, Refused):
        return signature
    holder: Holder | Refused | None = await speakers.known_holder(ctx, signature.key_id)
    if holder is None and await _is_farewell_of_a_stranger(ctx, request):
        return Ignored("a Delete of somebody we never met")
    holder = holder or await speakers.asked_holder(ctx, signature.key_id)
    if isinstance(holder, Refused):
        return holder
    speaker = await speakers.proved(ctx, request, signature, holder)
    if isinstance(speaker, Refused):
        return speaker
    outcome = _too_many(ctx, speaker) or await _heard(ctx, request, speaker, mailbox)
    header = request.headers.get(HEADER)
    if header is not None and outcome is None:
        await followers.compare(ctx, speaker, header)
    return outcome


def _too_many(ctx: Context, speaker: Speaker) -> Refused | None:
    """Who is really one server, and brings more than we read of one in a minute."""
    limits, host = ctx.settings.limits, host_of(speaker.verified.actor)
    if not limits.enabled or ctx.far.buckets.take(f"signer {host}", limits.activities_per_host, ctx.clock()):
        return None
    return Refused(Reason.TOO_MANY, "activities of one server")


async def _heard(ctx: Context, request: Request, speaker: Speaker, mailbox: str) -> Ignored | Refused | None:
    """What is said by somebody who proved who they are."""
    document = read_json(request.body, ctx.settings.federation.max_body)
    activity = document if isinstance(document, Refused) else parse_activity(document)
    if isinstance(document, Refused) or isinstance(activity, Refused):
        return activity if isinstance(activity, Refused) else None
    if activity.actor != speaker.verified.actor:
        told = await carried.spoken(ctx, speaker, document, activity)
        if not isinstance(told, Speaker):
            return told
        speaker = told
    allowed = may(speaker.verified.actor, activity)
    if isinstance(allowed, Refused):
        return allowed
    if mailbox and isinstance(activity, Follow) and activity.object_id != mailbox:
        return Ignored("asks to follow somebody else than whose mailbox it is")
    return await _admit(ctx, speaker, allowed, request.body)


async def _is_farewell_of_a_stranger(ctx: Context, request: Request) -> bool:
    """Deletes of actors go to everybody, and their keys are gone: asking for each would be a storm of fetches."""
    document = read_json(request.body, ctx.settings.federation.max_body)
    activity = document if isinstance(document, Refused) else parse_activity(document)
    if not isinstance(activity, Delete):
        return False
    async with ctx.db.read() as tx:
        return await accounts.by_uri(tx, activity.actor) is None


async def _admit(ctx: Context, speaker: Speaker, allowed: Allowed, body: bytes) -> Ignored | Refused | None:
    activity = allowed.activity
    verdict = await judged(ctx, hosts_in(speaker, activity))
    if isinstance(verdict, Drop):
        return Refused(Reason.BLOCKED, verdict.reason)
    met = await speakers.introduction(ctx, speaker)
    async with ctx.db.write() as tx:
        author = speaker.known if met is None else await proving.meet(tx, met)
        if author is not None and author.silenced_at is None and isinstance(verdict, Quarantine):
            author = await accounts.mend(tx, author, silenced_at=tx.now)
        if author is None or not await is_heard(tx, author, activity):
            return Ignored("its author is not heard here")
        if await activities.remember(tx, said_of(activity, speaker.signature, body)):
            await _enqueue(tx, activity, speaker.signature)
        await _learn(ctx, tx, speaker)
    return None


async def is_heard(tx: Transaction, author: Account, activity: Activity) -> bool:
    """Whom only their own server suspended may still come back, or go."""
    if author.suspended_at is None or author.deleted_at is not None:
        return author.deleted_at is None
    of_oneself = isinstance(activity, Update | Delete) and activity.object_id == author.uri
    return of_oneself and await accounts.is_suspended_afar(tx, author.id)


async def _learn(ctx: Context, tx: Transaction, speaker: Speaker) -> None:
    """Whoever signs after RFC 9421 reads it, too."""
    host = host_of(speaker.verified.actor) or ""
    if speaker.modern and host not in ctx.far.modern:
        await peers.learn(tx, host, modern=True)
        ctx.far.modern.add(host)


def hosts_in(speaker: Speaker, activity: Activity) -> set[str]:
    """Every server involved: of the key, the actor, the activity, and what it is about."""
    named = (speaker.verified.key_id, activity.actor, activity.id, activity.object_id)
    return {host for url in named if url and (host := host_of(url))}


def said_of(activity: Activity, signature: Signature | Proof, body: bytes) -> Said:
    """What the books keep until it is processed."""
    uri = name_of(activity, signature)
    return Said(uri, activity.actor, type(activity).__name__, activity.object_id or "", body.decode(errors="replace"))


def name_of(activity: Activity, signature: Signature | Proof) -> str:
    """The id under which a second copy is recognised: by the signature where the id may come again."""
    if activity.id and isinstance(activity, ONCE):
        return activity.id
    return f"{activity.id or activity.actor}#{sha256(signature.value).hexdigest()[:24]}"


async def _enqueue(tx: Transaction, activity: Activity, signature: Signature | Proof) -> None:
    """One thing of one actor at a time, in the order of arrival."""
    inner = getattr(activity, "inner", None)
    subject = (inner.object_id if inner is not None else activity.object_id) or ""
    name = name_of(activity, signature)
    lane = f"receive|{activity.actor}|{subject}"
    await jobs.enqueue(tx, Job("receive", {"activity": name}, lane=lane, unique_key=f"receive|{name}"))
