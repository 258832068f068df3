"""Who signed this request? The key from memory, else one fetch; a key that changed is asked for once more."""

from collections.abc import Callable
from dataclasses import dataclass

from activitypub.actors import Actor
from activitypub.documents import Document, host_of
from activitypub.keys import PublicKey, read_public_key
from activitypub.lookup import find_key
from activitypub.requests import Request
from activitypub.results import Reason, Refused
from activitypub.signatures import Signature, Verified, read_signature, verify
from activitypub.signatures.proofs import Proof, read_proof, verify_proof
from fediai.context import Context
from fediai.domain.accounts import Account, RemoteAccount
from fediai.federation.translate.actor import public_key, remote_account
from fediai.services.far.fetching import budget_of, introduced, run, unwelcome
from fediai.store.people import accounts, keys

PERHAPS_ROTATED = frozenset({Reason.FORGED, Reason.UNKNOWN_ALGORITHM})
FETCHES_A_MINUTE = 60  # for keys of one host: who signs with a thousand unknown keys is no neighbour


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever proved to hold a key: an account we know, or an actor we have just met."""

    verified: Verified
    signature: Signature | Proof
    known: Account | None = None
    met: Actor | None = None
    modern: bool = False  # signed after RFC 9421


@dataclass(frozen=True, slots=True)
class Holder:
    """A key with its owner, before anything is proved."""

    key: PublicKey
    met: Actor | None = None
    known: Account | None = None


def authorities(ctx: Context) -> frozenset[str]:
    """Our own names: a request signed for another host was not meant for us."""
    return frozenset({ctx.urls.domain})


def signature_of(ctx: Context, request: Request) -> Signature | Refused:
    """What was signed, if it was signed for us."""
    return read_signature(request, authorities(ctx), ctx.settings.instance.scheme)


async def speaker_of(ctx: Context, request: Request) -> Speaker | Refused:
    """Who signed it, proved; or why nobody did."""
    signature = signature_of(ctx, request)
    if isinstance(signature, Refused):
        return signature
    holder = await known_holder(ctx, signature.key_id) or await asked_holder(ctx, signature.key_id)
    return holder if isinstance(holder, Refused) else await proved(ctx, request, signature, holder)


async def proved(ctx: Context, request: Request, signature: Signature, holder: Holder) -> Speaker | Refused:
    """The holder, if the signature is theirs."""
    found = await _checked(ctx, holder, lambda key: verify(signature, request, key, ctx.clock()))
    if isinstance(found, Refused):
        return found
    holder, verified = found
    return Speaker(verified, signature, holder.known, holder.met, "signature-input" in request.headers)


async def prover_of(ctx: Context, document: Document) -> Speaker | Refused:
    """Who proved this document, whoever brings it: the owner of a key that is published for that (FEP-8b32)."""
    proof = read_proof(document)
    if isinstance(proof, Refused):
        return proof
    holder = await known_holder(ctx, proof.key_id) or await asked_holder(ctx, proof.key_id)
    if isinstance(holder, Refused):
        return holder
    found = await _checked(ctx, holder, lambda key: verify_proof(proof, key, ctx.clock()))
    if isinstance(found, Refused):
        return found
    holder, verified = found
    if not await _may_prove(ctx, holder):
        return Refused(Reason.NOT_AUTHORISED, "the key signs requests, not documents")
    return Speaker(verified, proof, holder.known, holder.met)


async def _checked(
    ctx: Context, holder: Holder, check: Callable[[PublicKey], Verified | Refused]
) -> tuple[Holder, Verified] | Refused:
    """Verified by whom; a known key may have been changed, so its server is asked once."""
    result = check(holder.key)
    if isinstance(result, Refused) and result.reason in PERHAPS_ROTATED and holder.known is not None:
        asked = await asked_holder(ctx, holder.key.id)
        if isinstance(asked, Refused):
            return result
        holder, result = asked, check(asked.key)
    return result if isinstance(result, Refused) else (holder, result)


async def _may_prove(ctx: Context, holder: Holder) -> bool:
    if holder.met is not None:
        key = holder.met.key(holder.key.id)
        return key is not None and key.asserts
    async with ctx.db.read() as tx:
        return await keys.asserts(tx, holder.key.id)


async def known_holder(ctx: Context, key_id: str) -> Holder | None:
    """From our own books, or found a moment ago and not proved yet."""
    async with ctx.db.read() as tx:
        found = await accounts.key_by_uri(tx, key_id)
    if found is not None:
        owner, _, pem = found
        key = public_key(key_id, owner.uri, pem)
        return Holder(key, known=owner) if key else None
    met = ctx.far.keys.found(key_id, ctx.clock())
    return Holder(*met) if met else None


async def asked_holder(ctx: Context, key_id: str) -> Holder | Refused:
    """From the key's own server; not twice within minutes, and never from one that policy keeps out."""
    host, now = host_of(key_id), ctx.clock()
    refused = await unwelcome(ctx, key_id) or ctx.far.keys.ask(key_id, now)
    if refused:
        return refused
    if ctx.far.counted(f"keys of {host}", now) > FETCHES_A_MINUTE:
        return Refused(Reason.TOO_MANY, "keys of one host")
    found = await run(ctx, find_key(key_id), budget_of(ctx))
    if isinstance(found, Refused):
        # What is gone is the key. 410 would tell its server that our inbox is.
        return Refused(Reason.KEY_NOT_FOUND, "gone") if found.reason is Reason.GONE else found
    key = read_public_key(found.key)
    if isinstance(key, Refused):
        return key
    ctx.far.keys.keep(key, found.actor)
    return Holder(key, met=found.actor)


async def introduction(ctx: Context, speaker: Speaker) -> RemoteAccount | None:
    """Somebody just met, with their handle: asked for only once they have proved who they are and may say it."""
    if speaker.met is None:
        return None
    async with ctx.db.read() as tx:
        known = await accounts.by_uri(tx, speaker.met.id)
    if known is not None:
        return remote_account(speaker.met).named_as(known)
    return await introduced(ctx, speaker.met, budget_of(ctx))
