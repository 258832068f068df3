"""Our statuses and the activities that made them, for those who may see them; deleted ones as tombstones."""

from collections.abc import Mapping
from typing import Any

from activitypub.collections import Collection
from activitypub.objects.quotes import QuoteAuthorization, render_authorization
from activitypub.render import render_collection, render_tombstone
from activitypub.render.shape import document
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.statuses import StatusView
from fediai.domain.visibility import OPEN
from fediai.federation.translate.activity import activity_document, note_document
from fediai.federation.translate.note import tombstone_of
from fediai.services.posts import quoting, views
from fediai.store.far import collections
from fediai.store.posts import quotes, statuses
from fediai.web.federation.documents import answer, to_page, wants_page
from fediai.web.federation.readers import check_may_read, is_signed, local_account, reader
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

REPLIES = 50


async def status(call: Call) -> Response:
    """The Note for servers, its page for people; a reblog is known by its activity only."""
    view = await _found(call)
    if not isinstance(view, StatusView):
        return view
    if wants_page(call.request):
        return to_page(view.status.url)
    if view.reblog is not None:
        return to_page(f"{view.status.uri}")
    return _answer(view, note_document(view, call.ctx.urls, context=True))


async def activity(call: Call) -> Response:
    """The Create or the Announce."""
    view = await _found(call)
    return _answer(view, activity_document(view, call.ctx.urls, context=True)) if isinstance(view, StatusView) else view


async def replies(call: Call) -> Response:
    """Open replies by id; nobody learns here that there are others."""
    view = await _found(call)
    if not isinstance(view, StatusView):
        return view
    async with call.ctx.db.read() as tx:
        found = await collections.open_replies(tx, view.status.id, REPLIES)
    listed = Collection(id=f"{view.status.uri}/replies", items=tuple(found))
    return _answer(view, render_collection(listed))


async def quote_authorization(call: Call) -> Response:
    """The consent of one of ours to be quoted; gone with it, or with the quoted post."""
    viewer = await check_may_read(call)
    account = await local_account(call)
    async with call.ctx.db.read() as tx:
        quote = await quotes.by_id(tx, call.id())
        uri = quoting.stamp_uri(call.ctx, account, call.id())
        if quote is None or quote.authorization_uri != uri or quote.quoted_account_id != account.id:
            raise NotFound
        await views.visible(call.ctx, tx, viewer, quote.quoted_status_id or 0)
        asks = await statuses.by_id(tx, quote.status_id)
    stamp = QuoteAuthorization(uri, account.uri, asks.uri if asks else "", quote.quoted_uri)
    return answer(document(render_authorization(stamp)))


def _answer(view: StatusView, document: Mapping[str, Any]) -> Response:
    return answer(document, private=view.status.visibility not in OPEN)


async def _found(call: Call) -> StatusView | Response:
    """The status of this account under this id; 404 for eyes it is not for, 410 once it was deleted."""
    viewer = await check_may_read(call)
    account = await local_account(call)
    uri = call.ctx.urls.status(account.username, call.id())
    async with call.ctx.db.read() as tx:
        gone = await statuses.is_buried(tx, uri)
    if gone:
        return answer(render_tombstone(tombstone_of(uri)), status=410)
    try:
        return await _seen(call, account, viewer)
    except NotFound:
        if viewer is not None or not is_signed(call):
            raise
    return await _seen(call, account, await reader(call))


async def _seen(call: Call, account: Account, viewer: Account | None) -> StatusView:
    async with call.ctx.db.read() as tx:
        found = await views.visible(call.ctx, tx, viewer, call.id())
        if found.account_id != account.id or found.is_pending or found.id != call.id():
            raise NotFound
        return await views.view(call.ctx, tx, viewer, found)


ROUTES = (
    Route("GET", "/users/:name/statuses/:id", status, BARE),
    Route("GET", "/users/:name/statuses/:id/activity", activity, BARE),
    Route("GET", "/users/:name/quote_authorizations/:id", quote_authorization, BARE),
    Route("GET", "/users/:name/statuses/:id/replies", replies, BARE),
)
