"""Quoting: asked for when a post is published, granted where the policy says so, shown as far as consent goes."""

from dataclasses import replace

from activitypub.activities import Accept, Reject
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, Invalid, NotFound
from fediai.domain.events import StatusEdited
from fediai.domain.people.notifications import NotificationType
from fediai.domain.posts.quotes import POLICIES, Quote, QuoteState, answer_for, policy_of
from fediai.domain.statuses import Draft, Leaf, Page, RemoteStatus, Status, StatusView
from fediai.domain.visibility import OPEN, Visibility
from fediai.services.far import outgoing
from fediai.services.far.outgoing import QuoteAsked
from fediai.services.people import notifications
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.people import accounts, blocks
from fediai.store.people import follows as follow_store
from fediai.store.posts import quotes, sight, statuses

ACCEPTED, PENDING, REVOKED, REJECTED = (
    QuoteState.ACCEPTED, QuoteState.PENDING, QuoteState.REVOKED, QuoteState.REJECTED,
)  # fmt: skip


async def wanted(ctx: Context, tx: Transaction, author: Account, draft: Draft) -> Status | None:
    """The status that the draft quotes, if its author may; refuses in a sentence."""
    word = str(draft.extra.get("quoted_status_id") or "")
    if not word:
        return None
    if draft.media_ids or draft.extra.get("poll"):
        raise Invalid("Validation failed: A quote can't have a poll or files")
    if not (word.isascii() and word.isdigit() and len(word) < 19):
        raise NotFound("The post you are quoting does not exist, or you may not see it")
    quoted = await views.proper(ctx, tx, author, int(word))
    if quoted.visibility is Visibility.DIRECT or quoted.is_pending:
        raise Invalid("Validation failed: Direct posts can't be quoted")
    if await quotable(tx, author, quoted) == "denied":
        raise Forbidden("Its author does not want to be quoted by you")
    if quoted.visibility is Visibility.PRIVATE and (draft.visibility or Visibility.PUBLIC) in OPEN:
        raise Invalid("Validation failed: A followers-only post can only be quoted for followers")
    return quoted


async def quotable(tx: Transaction, by: Account, quoted: Status) -> str:
    """What this account may expect: automatic, manual or denied."""
    known = await follow_store.between(tx, by.id, quoted.account_id)
    follows = known is not None and known.state == "accepted"
    return answer_for(policy_of(quoted), own=by.id == quoted.account_id, follows=follows)


def policy_word(draft: Draft) -> str:
    """What the author chose for who may quote; nothing: the usual."""
    word = draft.extra.get("quote_approval_policy") or ""
    if word and word not in POLICIES:
        raise Invalid("Validation failed: Quote approval policy is not public, followers or nobody")
    return POLICIES[word].stored() if word else ""


async def ask(ctx: Context, tx: Transaction, author: Account, status: Status, quoted: Status) -> Status:
    """The status quotes the other from now on; a far author is asked, one of ours has said what they want."""
    owner = await accounts.by_id(tx, quoted.account_id)
    made = tx.new_id()
    local = owner is not None and owner.is_local
    quote = Quote(
        made, status.id, author.id, quoted.id, quoted.account_id, quoted.uri, ACCEPTED if local else PENDING,
        ctx.urls.activity(author.username, "quote_requests", made),
        stamp_uri(ctx, owner, made) if owner is not None and local and owner.id != author.id else "", tx.now,
    )  # fmt: skip
    await quotes.insert_new(tx, quote)
    if owner is not None and local:
        await _granted(ctx, tx, author, owner, quote)
    return replace(status, quote_id=made)


async def request(ctx: Context, tx: Transaction, view: StatusView) -> None:
    """A far author is asked whether their post may be quoted; after the quoting post itself went out."""
    quote = await quotes.by_status(tx, view.status.id)
    owner = await accounts.by_id(tx, quote.quoted_account_id or 0) if quote else None
    if quote is not None and owner is not None and quote.state is PENDING and not owner.is_local:
        await outgoing.quote_requested(ctx, tx, view, quote.request_uri, owner)


def stamp_uri(ctx: Context, owner: Account, quote_id: int) -> str:
    """Where the consent of one of ours is to be read."""
    return ctx.urls.activity(owner.username, "quote_authorizations", quote_id)


async def _granted(ctx: Context, tx: Transaction, by: Account, owner: Account, quote: Quote) -> None:
    if quote.quoted_status_id is not None:
        await statuses.bump(tx, quote.quoted_status_id, "quotes_count", 1)
    await notifications.notify(ctx, tx, NotificationType.QUOTE, owner, by, quote.status_id)


async def received(ctx: Context, tx: Transaction, author: Account, status: Status, remote: RemoteStatus) -> None:
    """A far post quotes something: as its door has judged it, which a later Update may judge better."""
    said = remote.quote
    if said is None:
        return
    known = await quotes.by_status(tx, status.id)
    if known is None:
        made = Quote(
            tx.new_id(), status.id, author.id, said.status_id, said.account_id, said.uri, QuoteState(said.state), "",
            said.authorization, tx.now,
        )  # fmt: skip
        if await quotes.insert_new(tx, made) and made.state is ACCEPTED:
            await _rung(ctx, tx, author, made)
    elif known.state is PENDING and said.state != PENDING.value:
        found = {"stamp": said.authorization, "quoted": said.status_id, "author": said.account_id}
        moved = await quotes.move(tx, known, QuoteState(said.state), **found)
        if moved is not None and moved.state is ACCEPTED:
            await _rung(ctx, tx, author, moved)


async def _rung(ctx: Context, tx: Transaction, author: Account, quote: Quote) -> None:
    owner = await accounts.by_id(tx, quote.quoted_account_id or 0)
    if owner is not None:
        await _granted(ctx, tx, author, owner, quote)


async def answer_request(
    ctx: Context, tx: Transaction, by: Account, status: Status, quoted: Status, request_uri: str
) -> bool:
    """A far post, stored already, asks to quote one of ours: a stamp and an Accept, as its author's policy says."""
    owner = await accounts.by_id(tx, quoted.account_id)
    quote = await quotes.by_status(tx, status.id)
    if owner is None or quote is None:
        return False
    if quote.state not in (PENDING, ACCEPTED, QuoteState.UNAUTHORIZED):
        await outgoing.quote_answered(ctx, tx, owner, by, Reject, QuoteAsked(request_uri, status.uri, quoted.uri))
        return False
    stamp = stamp_uri(ctx, owner, quote.id)
    found = {"stamp": stamp, "request": request_uri, "quoted": quoted.id, "author": owner.id}
    moved = await quotes.move(tx, quote, ACCEPTED, **found)
    if moved is not None and quote.state is not ACCEPTED:
        await _granted(ctx, tx, by, owner, moved)
    await outgoing.quote_answered(ctx, tx, owner, by, Accept, QuoteAsked(request_uri, status.uri, quoted.uri, stamp))
    return True


async def may_quote(tx: Transaction, by: Account, quoted: Status) -> bool:
    """A far account, one of our posts: seen by them, nobody has blocked anybody, and the policy welcomes them."""
    if await sight.status_seen(tx, by.id, quoted.id) is None or await blocks.is_between(tx, by.id, quoted.account_id):
        return False
    return await quotable(tx, by, quoted) == "automatic"


async def was_granted(ctx: Context, tx: Transaction, by: Account, request_uri: str, stamp: str) -> bool:
    """A far author has agreed (the stamp was read and holds): everybody who has our post hears of it."""
    quote = await _asked_of(tx, by, request_uri)
    if quote is None or await quotes.move(tx, quote, ACCEPTED, stamp=stamp) is None:
        return False
    if quote.quoted_status_id is not None:
        await statuses.bump(tx, quote.quoted_status_id, "quotes_count", 1)
    await _say_again(ctx, tx, quote)
    return True


async def was_refused(ctx: Context, tx: Transaction, by: Account, request_uri: str) -> bool:
    """A far author does not agree."""
    quote = await _asked_of(tx, by, request_uri)
    moved = await quotes.move(tx, quote, REJECTED) if quote else None
    if moved is not None:
        tx.emit(StatusEdited(moved.status_id))
    return moved is not None


async def _asked_of(tx: Transaction, by: Account, request_uri: str) -> Quote | None:
    """Only of whom it was asked may answer, and only while it is open (CVE-2026-33869)."""
    quote = await quotes.by_request(tx, request_uri)
    return quote if quote and quote.quoted_account_id == by.id and quote.state is PENDING else None


async def _say_again(ctx: Context, tx: Transaction, quote: Quote) -> None:
    status = await statuses.by_id(tx, quote.status_id)
    author = await accounts.by_id(tx, quote.account_id)
    if status is not None and author is not None:
        tx.emit(StatusEdited(status.id))
        if author.is_local:
            await outgoing.counted(ctx, tx, await views.view(ctx, tx, author, status), ())


async def was_revoked(ctx: Context, tx: Transaction, by: Account, stamp: str) -> bool:
    """A far author takes the consent back."""
    quote = await quotes.by_stamp(tx, stamp)
    if quote is None or quote.quoted_account_id != by.id:
        return False
    await _end(ctx, tx, quote)
    return True


async def revoke(ctx: Context, tx: Transaction, owner: Account, quoted_id: int, quoting_id: int) -> StatusView:
    """One of ours takes the consent back; the quoting post no longer shows theirs."""
    quote = await quotes.by_status(tx, quoting_id)
    if quote is None or quote.quoted_status_id != quoted_id or quote.quoted_account_id != owner.id:
        raise NotFound
    if quote.state is not REVOKED:
        await _end(ctx, tx, quote)
        await outgoing.quote_revoked(ctx, tx, owner, quote.account_id, quote.authorization_uri)
    return await views.view(ctx, tx, owner, await views.visible(ctx, tx, owner, quoting_id))


async def _end(ctx: Context, tx: Transaction, quote: Quote) -> None:
    moved = await quotes.move(tx, quote, REVOKED, stamp="")
    if moved is not None and quote.state is ACCEPTED and quote.quoted_status_id is not None:
        await statuses.bump(tx, quote.quoted_status_id, "quotes_count", -1)
    await _say_again(ctx, tx, quote)


async def quoting(
    ctx: Context, tx: Transaction, viewer: Account | None, id: int, page: Page
) -> Leaf[tuple[int, StatusView]]:
    """(cursor, status) of what quotes it, as far as this viewer may see."""
    status = await views.proper(ctx, tx, viewer, id)
    found = await quotes.quoting(tx, viewer.id if viewer else 0, status.id, page)
    shown = {v.status.id: v for v in await views.views(ctx, tx, viewer, [one for _, one in found])}
    kept = ((cursor, shown[one.id]) for cursor, one in found if one.id in shown)
    return Leaf(kept, [cursor for cursor, _ in found])


async def set_policy(ctx: Context, tx: Transaction, author: Account, status: Status, word: str) -> StatusView:
    """Another choice of who may quote it; others hear of it."""
    if word not in POLICIES:
        raise Invalid("Validation failed: Quote approval policy is not public, followers or nobody")
    await quotes.set_policy(tx, status.id, POLICIES[word].stored())
    view = await views.view(ctx, tx, author, replace(status, quote_policy=POLICIES[word].stored()))
    await outgoing.counted(ctx, tx, view, ())
    return view
