"""The table of what a client may say, and what each does; answers the id of what was said."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from activitypub import activities as said
from activitypub.activities import Activity, Answer
from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.statuses import StatusView
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of
from fediai.services.outbox.drafts import draft_of, status_at
from fediai.services.outbox.reading import activity_in
from fediai.services.people import blocks, follows
from fediai.services.posts import own, posting, reactions, statuses
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.people import follows as follow_store
from fediai.store.posts import reactions as marks
from fediai.store.posts import statuses as status_store


@dataclass(frozen=True, slots=True)
class Performed:
    """What was done, under which id, and to what."""

    id: str
    type: str
    actor: str
    object: str


async def perform(ctx: Context, viewer: Viewer, body: bytes) -> Performed:
    """Does what the document says, as this person; `DomainError` with a sentence for what it may not or can't."""
    activity = activity_in(viewer.account, body, ctx.settings.federation.max_body)
    act = VERBS.get(type(activity))
    if act is None:
        raise Invalid(f"Validation failed: {type(activity).__name__} is nothing that is done here")
    uri = await act(ctx, viewer, activity)
    about = uri.removesuffix("/activity") if isinstance(activity, said.Create) else activity.object_id
    return Performed(uri, type(activity).__name__, activity.actor, about or "")


async def _create(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    view = await posting.post(ctx, viewer, await draft_of(ctx, viewer, activity))
    return f"{view.status.uri}/activity"


async def _update(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    mine = await status_at(ctx, activity.object_id or "")
    draft = await draft_of(ctx, viewer, activity)
    async with ctx.db.write() as tx:
        view = await statuses.edit(ctx, tx, viewer.account, mine.id, draft)
    return view.status.uri


async def _delete(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    mine = await status_at(ctx, activity.object_id or "")
    async with ctx.db.write() as tx:
        await statuses.delete(ctx, tx, viewer.account, mine.id)
    return f"{mine.uri}#delete"


async def _like(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    of = await status_at(ctx, activity.object_id or "")
    async with ctx.db.write() as tx:
        await reactions.favourite(ctx, tx, viewer.account, of.id)
        return await marks.favourite_uri(tx, viewer.account.id, of.id) or of.uri


async def _announce(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    of = await status_at(ctx, activity.object_id or "")
    async with ctx.db.write() as tx:
        view = await reactions.reblog(ctx, tx, viewer.account, of.id)
    return view.status.uri


async def _follow(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    target = await _person(ctx, activity)
    async with ctx.db.write() as tx:
        await follows.follow(ctx, tx, viewer.account, target)
        found = await follow_store.between(tx, viewer.account.id, target.id)
    return found.uri if found else target.uri


async def _block(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    target = await _person(ctx, activity)
    async with ctx.db.write() as tx:
        await blocks.block(ctx, tx, viewer.account, target)
    return f"{viewer.account.uri}#blocks/{target.id}"


async def _person(ctx: Context, activity: Activity) -> Account:
    found = await resolving.account_by_uri(ctx, activity.object_id or "", budget_of(ctx))
    if found is None:
        raise NotFound(f"Nobody was found at {activity.object_id}")
    return found


async def _pin(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    """Add to, or Remove from, one's own featured collection."""
    if getattr(activity, "target_id", None) != viewer.account.featured_url:
        raise Invalid("Validation failed: Only your featured collection can be changed")
    mine = await status_at(ctx, activity.object_id or "")
    async with ctx.db.write() as tx:
        await (own.pin if isinstance(activity, said.Add) else own.unpin)(ctx, tx, viewer.account, mine.id)
    return f"{mine.uri}#{type(activity).__name__.lower()}s"


async def _answer(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    """Accept or Reject of a Follow that waits."""
    inner = activity.inner if isinstance(activity, Answer) else None
    act = follows.authorize if isinstance(activity, said.Accept) else follows.reject
    async with ctx.db.write() as tx:
        asked = await follow_store.of_target(tx, viewer.account.id, activity.object_id or "")
        by = await accounts.by_id(tx, asked.account_id) if asked else None
        by = by or await accounts.by_uri(tx, inner.actor if inner else "")
        if by is None:
            raise NotFound("Nobody has asked for that")
        await act(ctx, tx, viewer.account, by)
    return f"{activity.object_id or by.uri}#answer"


async def _undo(ctx: Context, viewer: Viewer, activity: Activity) -> str:
    """By the thing that is taken back, embedded or by its id."""
    inner = activity.inner if isinstance(activity, Answer) else None
    async with ctx.db.write() as tx:
        for kind, take_back in UNDONE.items():
            if (inner is None or isinstance(inner, kind)) and await take_back(ctx, tx, viewer.account, activity, inner):
                return f"{activity.object_id or viewer.account.uri}#undo"
    raise NotFound("There is nothing of yours to take back")


async def _unlike(ctx: Context, tx: Transaction, who: Account, activity: Activity, inner: Any) -> bool:
    of = await status_store.by_uri(tx, inner.object_id or "") if inner else None
    about = of.id if of else await marks.favourite_with(tx, who.id, activity.object_id or "")
    return about is not None and isinstance(await reactions.unfavourite(ctx, tx, who, about), StatusView)


async def _unannounce(ctx: Context, tx: Transaction, who: Account, activity: Activity, inner: Any) -> bool:
    if inner is not None:
        of = await status_store.by_uri(tx, inner.object_id or "")
        known = await status_store.reblog_by(tx, who.id, of.id) if of else None
    else:
        known = await status_store.by_uri(tx, activity.object_id or "")
    if known is None or known.reblog_of_id is None or known.account_id != who.id:
        return False
    await reactions.unreblog(ctx, tx, who, known.reblog_of_id)
    return True


async def _unfollow(ctx: Context, tx: Transaction, who: Account, activity: Activity, inner: Any) -> bool:
    asked = await follow_store.of_follower(tx, who.id, activity.object_id or "")
    target = await accounts.by_id(tx, asked.target_id) if asked else None
    target = target or (await accounts.by_uri(tx, inner.object_id or "") if inner else None)
    if target is not None:
        await follows.unfollow(ctx, tx, who, target)
    return target is not None


async def _unblock(ctx: Context, tx: Transaction, who: Account, activity: Activity, inner: Any) -> bool:
    target = await accounts.by_uri(tx, inner.object_id or "") if inner else None
    if target is not None:
        await blocks.unblock(ctx, tx, who, target)
    return target is not None


Verb = Callable[[Context, Viewer, Activity], Awaitable[str]]
VERBS: Mapping[type[Activity], Verb] = {
    said.Create: _create,
    said.Update: _update,
    said.Delete: _delete,
    said.Like: _like,
    said.Announce: _announce,
    said.Follow: _follow,
    said.Block: _block,
    said.Add: _pin,
    said.Remove: _pin,
    said.Accept: _answer,
    said.Reject: _answer,
    said.Undo: _undo,
}
Taking = Callable[[Context, Transaction, Account, Activity, Any], Awaitable[bool]]
UNDONE: Mapping[type[Activity], Taking] = {
    said.Like: _unlike,
    said.Announce: _unannounce,
    said.Follow: _unfollow,
    said.Block: _unblock,
}
