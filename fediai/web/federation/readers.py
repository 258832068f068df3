"""Who reads: nobody in particular, or a far account that signed its GET."""

from activitypub.documents import host_of
from activitypub.results import Reason, Refused
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, Gone, NotFound, Unauthorized
from fediai.domain.policy import Drop
from fediai.services.far import speakers
from fediai.services.far.fetching import judged
from fediai.store.people import accounts
from fediai.web.federation.documents import signed
from fediai.web.http import Call

REFUSED_BY_US = frozenset({Reason.BLOCKED, Reason.NOT_AUTHORISED})


def is_signed(call: Call) -> bool:
    """Does it bring a signature, whatever that may be worth?"""
    return bool(call.request.header("signature"))


async def reader(call: Call) -> Account | None:
    """The far account that signed this GET, if we know it; a signature that does not hold is no visitor's pass."""
    speaker = await speakers.speaker_of(call.ctx, signed(call.request))
    if isinstance(speaker, Refused):
        call.ctx.far.refuse(speaker)
        raise Forbidden if speaker.reason in REFUSED_BY_US else Unauthorized("The signature does not hold")
    async with call.ctx.db.read() as tx:
        verdict = await judged(call.ctx, tx, {host_of(speaker.verified.actor) or ""})
    if isinstance(verdict, Drop):
        raise Forbidden
    return speaker.known


async def check_may_read(call: Call) -> None:
    """Where fetches must be authorised, nobody is answered who does not say who they are."""
    if call.ctx.settings.federation.authorized_fetch:
        await reader(call)


async def local_account(call: Call) -> Account:
    """The account of ours in the path; NotFound, or Gone where it was deleted."""
    async with call.ctx.db.read() as tx:
        found = await accounts.by_acct(tx, call.path.get("name", ""))
    if found is None:
        raise NotFound
    if found.deleted_at is not None:
        raise Gone
    return found
