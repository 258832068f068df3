"""Our statuses and the activities that made them, for those who may see them; deleted ones as tombstones."""

from collections.abc import Callable
from typing import Any

from activitypub.collections import Collection
from activitypub.objects.quotes import QuoteAuthorization, render_authorization
from activitypub.render import render_collection
from activitypub.render.shape import document
from fediai.domain.errors import NotFound
from fediai.domain.statuses import Status, StatusView
from fediai.federation.translate.activity import activity_document, note_document
from fediai.services.posts import quoting, views
from fediai.store.posts import quotes, statuses
from fediai.web.federation.documents import answer, or_page, to_page
from fediai.web.federation.found import answer_about, found_status
from fediai.web.federation.readers import check_may_read, local_account
from fediai.web.federation.threads import in_its_thread
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

TALLIES = {"likes": "favourites_count", "shares": "reblogs_count"}


async def status(call: Call) -> Response:
    """The Note; a reblog is known by its activity only."""
    view = await found_status(call)
    if not isinstance(view, StatusView):
        return view
    if view.reblog is not None:
        return to_page(f"{view.status.uri}")
    view, replies = await in_its_thread(call.ctx, view)
    told = {"replies": replies} | {word: tally(view.status, word, context=False) for word in TALLIES}
    return answer_about(view, note_document(view, call.ctx.urls, context=True) | told)


def tally(status: Status, word: str, *, context: bool) -> dict[str, Any]:
    """`likes` or `shares` (ActivityPub §5.7, §5.8) as Mastodon reads them: a number; who it was is not told."""
    counted = Collection(id=f"{status.uri}/{word}", ordered=False, total=getattr(status, TALLIES[word]))
    return render_collection(counted, context=context)


def _tallied(word: str) -> Callable[[Call], Any]:
    async def handler(call: Call) -> Response:
        view = await found_status(call)
        return answer_about(view, tally(view.status, word, context=True)) if isinstance(view, StatusView) else view

    return handler


async def activity(call: Call) -> Response:
    """The Create or the Announce."""
    view = await found_status(call)
    if not isinstance(view, StatusView):
        return view
    return answer_about(view, activity_document(view, call.ctx.urls, context=True))


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


ROUTES = (
    Route("GET", "/users/:name/statuses/:id", or_page(status), BARE),
    Route("GET", "/users/:name/statuses/:id/activity", or_page(activity), BARE),
    *(Route("GET", f"/users/:name/statuses/:id/{word}", or_page(_tallied(word)), BARE) for word in TALLIES),
    Route("GET", "/users/:name/quote_authorizations/:id", or_page(quote_authorization), BARE),
)
