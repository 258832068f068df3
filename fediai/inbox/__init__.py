"""What an activity means here: the table. A handler answers why it dropped what it was given, or "" if it did not."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from activitypub import activities as said
from activitypub.activities import Activity
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.inbox import (
    accept,
    announce,
    block,
    create,
    delete,
    featured,
    flag,
    follow,
    like,
    move,
    quote_request,
    reject,
    undo,
    update,
)  # fmt: skip
from fediai.services.far.receiving import is_heard
from fediai.store.people import accounts

Handler = Callable[[Context, Account, Any], Awaitable[str]]

HANDLERS: Mapping[type[Activity], Handler] = {
    said.Follow: follow.received,
    said.Accept: accept.received,
    said.Reject: reject.received,
    said.Undo: undo.received,
    said.Create: create.received,
    said.Update: update.received,
    said.Delete: delete.received,
    said.Like: like.received,
    said.EmojiReact: like.reacted,
    said.Announce: announce.received,
    said.Block: block.received,
    said.Flag: flag.received,
    said.Move: move.received,
    said.QuoteRequest: quote_request.received,
    said.Add: featured.added,
    said.Remove: featured.removed,
}

IGNORED: Mapping[type[Activity], str] = {
    said.View: "we do not track who looked",
    said.Read: "we do not track reading",
    said.Listen: "there is no audio here",
    said.Join: "there are no groups and events here",
    said.Leave: "there are no groups and events here",
    said.Offer: "nothing is traded here",
    said.Dislike: "nothing is voted down here",
    said.Ignore: "what others do not look at is their own affair",
    said.Travel: "nobody's whereabouts are shown here",
    said.Arrive: "nobody's whereabouts are shown here",
    said.Invite: "there are no groups and events here",
    said.TentativeAccept: "a follow is accepted or not; perhaps is no answer",
    said.TentativeReject: "a follow is rejected or not; perhaps is no answer",
}


async def handle(ctx: Context, activity: Activity) -> str:
    """Does what it means, by the account that said it, which was proved when it came in."""
    handler = HANDLERS.get(type(activity))
    if handler is None:
        return IGNORED[type(activity)]
    async with ctx.db.read() as tx:
        by = await accounts.by_uri(tx, activity.actor)
        heard = by is not None and await is_heard(tx, by, activity)
    if by is None or not heard:
        return "its author is not heard here"
    return await handler(ctx, by, activity)
