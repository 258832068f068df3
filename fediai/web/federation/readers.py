"""Who reads: nobody in particular, or a far account that signed its GET."""

from activitypub.documents import host_of
from activitypub.results import Reason, Refused
from activitypub.signatures import Verified, verify
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, Gone, NotFound, Unauthorized
from fediai.domain.policy import Drop
from fediai.services.far import speakers
from fediai.services.far.fetching import judged
from fediai.services.far.speakers import Speaker
from fediai.store.people import accounts, blocks
from fediai.web.federation.documents import signed
from fediai.web.http import Call

REFUSED_BY_US = frozenset({Reason.BLOCKED, Reason.NOT_AUTHORISED})


def is_signed(call: Call) -> bool:
    """Does it bring a signature, whatever that may be worth?"""
    return bool(call.request.header("signature"))


async def visitor(call: Call) -> Speaker:
    """Whoever signed this GET; a signature that does not hold is no visitor's pass."""
    speaker = await speakers.speaker_of(call.ctx, signed(call.request))
    if isinstance(speaker, Refused):
        call.ctx.far.refuse(speaker)
        raise Forbidden if speaker.reason in REFUSED_BY_US else Unauthorized("The signature does not hold")
    verdict = await judged(call.ctx, {host_of(speaker.verified.actor) or ""})
    if isinstance(verdict, Drop):
        raise Forbidden
    return speaker


async def reader(call: Call) -> Account | None:
    """The far account that signed this GET, if we know it."""
    return (await visitor(call)).known


async def check_may_read(call: Call) -> Account | None:
    """Who reads, as far as we know them.

    Where fetches must be authorised, and where only a list is answered, nobody is who does not say who they are.
    Elsewhere a signature only tells us more: somebody known who was shut out is recognised by it, and nobody's key is
    asked for.
    """
    if call.ctx.settings.federation.asks_who_reads:
        return await reader(call)
    return await _recognised(call) if is_signed(call) else None


async def _recognised(call: Call) -> Account | None:
    """The account that signed, if we know its key already; Forbidden where its server may not be heard."""
    request = signed(call.request)
    signature = speakers.signature_of(call.ctx, request)
    if isinstance(signature, Refused):
        return None
    verdict = await judged(call.ctx, {host_of(signature.key_id) or ""})
    if isinstance(verdict, Drop):
        raise Forbidden
    holder = await speakers.known_holder(call.ctx, signature.key_id)
    proved = holder and verify(signature, request, holder.key, call.ctx.clock())
    return holder.known if holder and isinstance(proved, Verified) else None


async def check_not_shut_out(call: Call, account: Account, viewer: Account | None) -> None:
    """Whom an account has blocked finds nothing of it."""
    async with call.ctx.db.read() as tx:
        if viewer is not None and await blocks.is_between(tx, account.id, viewer.id):
            raise NotFound


async def local_account(call: Call) -> Account:
    """The account of ours in the path; NotFound, or Gone where it was deleted."""
    async with call.ctx.db.read() as tx:
        found = await accounts.by_acct(tx, call.path.get("name", ""))
    if found is None or found.pending:
        raise NotFound
    if found.deleted_at is not None:
        raise Gone
    return found
