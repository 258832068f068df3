"""The post in a Create or an Update: embedded where the speaker owns it, else asked for at its origin."""

from dataclasses import replace

from activitypub.activities import Activity
from activitypub.linked_data import plain
from activitypub.lookup import find_by_url
from activitypub.objects import Note, read_object
from activitypub.results import Reason, Refused
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.federation.drive import Budget
from fediai.services.far.fetching import run
from fediai.store.far import relevance
from fediai.store.posts import statuses


async def note_in(ctx: Context, by: Account, said: Activity, budget: Budget) -> Note | str:
    """The post, or why there is none. That an embedded one is the speaker's own was seen at the door."""
    if said.object is not None:
        found = read_object(plain(said.object))
    else:
        asked = await run(ctx, find_by_url(said.object_id or ""), budget)
        found = asked if isinstance(asked, Note | Refused) else Refused(Reason.UNKNOWN_OBJECT, "no post")
    if isinstance(found, Refused):
        return f"{found.reason}: {found.detail}"
    if not isinstance(found, Note) or found.attributed_to != by.uri:
        return "no post of whoever says so"
    return replace(found, to=found.to or said.to, cc=found.cc or said.cc)


async def concerns_us(ctx: Context, by: Account, note: Note) -> bool:
    """Does anybody here follow its author, is somebody here addressed, or does it answer what we know?"""
    if any(ctx.urls.is_ours(uri) for uri in (*note.to, *note.cc)):
        return True
    async with ctx.db.read() as tx:
        if await relevance.is_followed_here(tx, by.id):
            return True
        return note.in_reply_to is not None and await statuses.by_uri(tx, note.in_reply_to) is not None
