"""A changed post, or a changed actor."""

from activitypub.activities import Update
from activitypub.actors import read_actor
from activitypub.documents import type_of
from activitypub.linked_data import plain
from activitypub.results import Refused
from activitypub.terms import ACTOR_TYPES
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.federation.translate.actor import remote_account
from fediai.federation.translate.note import remote_status
from fediai.inbox import create
from fediai.inbox.reading.notes import concerns_us, note_in
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of
from fediai.services.posts import arrivals
from fediai.store.posts import statuses


async def received(ctx: Context, by: Account, said: Update) -> str:
    """One's own profile, or one's own post."""
    if said.object_id == by.uri:
        return await _profile(ctx, by, said)
    if said.object is not None and type_of(said.object) in ACTOR_TYPES:
        return "another actor's profile"
    return await _post(ctx, by, said)


async def _profile(ctx: Context, by: Account, said: Update) -> str:
    """From the embedded actor, which its owner has signed; else from its origin."""
    actor = read_actor(plain(said.object)) if said.object is not None else None
    if actor is None:
        await resolving.refresh(ctx, by)
        return ""
    if isinstance(actor, Refused):
        return f"{actor.reason}: {actor.detail}"
    await resolving.remember(ctx, remote_account(actor).named_as(by))
    return ""


async def _post(ctx: Context, by: Account, said: Update) -> str:
    """A post we do not know is taken as new: its Create may have been lost, or be on its way."""
    budget = budget_of(ctx)
    note = await note_in(ctx, by, said, budget)
    if isinstance(note, str):
        return note
    remote = await resolving.with_its_quote(ctx, by, remote_status(note, by.followers_url), budget)
    async with ctx.db.write() as tx:
        if await statuses.by_uri(tx, note.id) is not None:
            changed = await arrivals.update_remote(ctx, tx, by, remote)
            return "" if changed else "it is somebody else's, or older than what we have"
    if not await concerns_us(ctx, by, note):
        return "the status is not known here"
    return await create.keep(ctx, by, note, budget)
