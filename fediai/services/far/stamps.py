"""Is a far quote welcome? The stamp is read at the quoted author's own server (FEP-044f)."""

from dataclasses import replace

from activitypub.lookup import Plan, fetch_own
from activitypub.objects.quotes import QuoteAuthorization, read_authorization
from activitypub.results import Refused
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.posts.quotes import PUBLIC, QuoteState, policy_of
from fediai.domain.statuses import RemoteQuote, Status
from fediai.federation.drive import Budget
from fediai.services.far.fetching import run


def find_stamp(url: str) -> Plan[QuoteAuthorization | Refused]:
    """The stamp that lives at this address."""
    found = yield from fetch_own(url)
    return found if isinstance(found, Refused) else read_authorization(found.doc)


async def holds(ctx: Context, stamp: str, quoting_uri: str, quoted: tuple[str, str], budget: Budget) -> bool:
    """Does it say that this post may quote that one? `quoted` is (the post's id, its author's id)."""
    found = await run(ctx, find_stamp(stamp), budget)
    if isinstance(found, Refused):
        return False
    return (found.id, found.interacting_object, found.interaction_target, found.attributed_to) == (
        stamp, quoting_uri, *quoted,
    )  # fmt: skip


async def judged(
    ctx: Context, quoting_uri: str, said: RemoteQuote, known: tuple[Status, Account, Account], budget: Budget
) -> RemoteQuote:
    """The quote with its state; `known` is the quoted post, its author, and who quotes it."""
    quoted, owner, by = known
    state = QuoteState.ACCEPTED if owner.id == by.id else await _state(ctx, quoting_uri, said, (quoted, owner), budget)
    stamp = said.authorization if state is QuoteState.ACCEPTED else ""
    return replace(said, state=state.value, status_id=quoted.id, account_id=owner.id, authorization=stamp)


async def _state(
    ctx: Context, quoting_uri: str, said: RemoteQuote, known: tuple[Status, Account], budget: Budget
) -> QuoteState:
    quoted, owner = known
    if said.authorization and not owner.is_local:
        good = await holds(ctx, said.authorization, quoting_uri, (quoted.uri, owner.uri), budget)
        return QuoteState.ACCEPTED if good else QuoteState.UNAUTHORIZED
    if said.asks:
        return QuoteState.PENDING  # ours give stamps by answering a QuoteRequest, which knows the quote by then
    # An older server, which can not ask: welcome where the author welcomes everybody, or has no way to say.
    says_nothing = not owner.is_local and not quoted.quote_policy
    return QuoteState.ACCEPTED if says_nothing or PUBLIC in policy_of(quoted).automatic else QuoteState.UNAUTHORIZED
