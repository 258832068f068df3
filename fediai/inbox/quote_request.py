"""Somebody elsewhere asks whether a post of theirs may quote one of ours (FEP-044f)."""

from activitypub.activities import QuoteRequest, Reject
from activitypub.linked_data import plain
from activitypub.lookup import find_by_url
from activitypub.objects import Note, read_object
from activitypub.results import Reason, Refused
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.statuses import Status
from fediai.federation.drive import Budget
from fediai.federation.translate.note import remote_status
from fediai.services.far import outgoing, resolving
from fediai.services.far.fetching import budget_of, run
from fediai.services.far.outgoing import QuoteAsked
from fediai.services.posts import arrivals, quoting
from fediai.store.people import accounts
from fediai.store.posts import statuses


async def received(ctx: Context, by: Account, said: QuoteRequest) -> str:
    """Answered with a stamp or a no; what the asker may not even see is refused in the same words."""
    async with ctx.db.read() as tx:
        quoted = await statuses.by_uri(tx, said.object_id or "")
        if quoted is None or not quoted.local:
            return "it asks about no post of ours"
        welcome = await quoting.may_quote(tx, by, quoted)
    if not welcome:
        return await _refuse(ctx, by, quoted, said)
    budget = budget_of(ctx)
    note = await _instrument(ctx, by, said, budget)
    if note is None or note.quoting is None or note.quoting.target != quoted.uri:
        return "no post of theirs that quotes ours"
    remote = await resolving.with_its_quote(ctx, by, remote_status(note, by.followers_url), budget)
    async with ctx.db.write() as tx:
        view = await arrivals.store_remote(ctx, tx, by, remote)
        if view is None:
            return "it was deleted before it came"
        granted = await quoting.answer_request(ctx, tx, by, view.status, quoted, said.id or "")
    return "" if granted else "the consent was taken back"


async def _refuse(ctx: Context, by: Account, quoted: Status, said: QuoteRequest) -> str:
    async with ctx.db.write() as tx:
        owner = await accounts.by_id(tx, quoted.account_id)
        if owner is not None:
            about = QuoteAsked(said.id or "", said.instrument_id or "", said.object_id or "")
            await outgoing.quote_answered(ctx, tx, owner, by, Reject, about)
    return "its author does not want to be quoted by them"


async def _instrument(ctx: Context, by: Account, said: QuoteRequest, budget: Budget) -> Note | None:
    """The quoting post: embedded, which its author has signed, or from its origin."""
    if said.instrument is not None:
        found = read_object(plain(said.instrument))
    else:
        asked = await run(ctx, find_by_url(said.instrument_id or ""), budget)
        found = asked if isinstance(asked, Note | Refused) else Refused(Reason.UNKNOWN_OBJECT, "no post")
    return found if isinstance(found, Note) and found.attributed_to == by.uri else None
