"""What is said below our posts: replies, the author's own first, and whole conversations (FEP-7888); open ones only."""

from typing import Any

from activitypub.collections import Collection, Page
from activitypub.render import render_collection, render_page
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.statuses import Status, StatusView
from fediai.domain.visibility import OPEN
from fediai.services.far import outgoing
from fediai.services.posts import views
from fediai.store.far import collections
from fediai.store.people import accounts
from fediai.web.federation.documents import answer, or_page, to_page, wants_page
from fediai.web.federation.found import answer_about, found_status
from fediai.web.federation.readers import check_may_read, check_not_shut_out
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

PAGE = 50
EMBEDDED = 5  # of the author's own replies, in the post itself
OTHERS = "only_other_accounts"  # the word that Mastodon has for it


async def replies(call: Call) -> Response:
    """Open replies by id; nobody learns here that there are others."""
    view = await found_status(call)
    if not isinstance(view, StatusView):
        return view
    asked = call.request.arguments
    if "page" not in asked:
        return answer_about(view, render_collection(await _replies(call.ctx, view.status, PAGE)))
    own = asked.get(OTHERS) != "true"
    return answer_about(view, render_page(await _page(call.ctx, view.status, PAGE, own=own, above=_cursor(call))))


async def in_its_thread(ctx: Context, view: StatusView) -> tuple[StatusView, dict[str, Any]]:
    """The post, told in whose conversation it stands, and its replies with their first page."""
    async with ctx.db.read() as tx:
        view = await outgoing.placed(tx, view)
    found = await _replies(ctx, view.status, EMBEDDED)
    return view, render_collection(found, context=False)


async def _replies(ctx: Context, status: Status, limit: int) -> Collection:
    first = await _page(ctx, status, limit, own=True, above=0)
    return Collection(id=f"{status.uri}/replies", ordered=False, first_page=first)


async def _page(ctx: Context, status: Status, limit: int, *, own: bool, above: int) -> Page:
    """Some replies; behind the last of its author's own come those of others. Nothing is asked where there are none."""
    found: collections.Named = []
    if status.replies_count:
        async with ctx.db.read() as tx:
            found = await collections.open_replies(tx, status, limit, above, own=own)
    url = f"{status.uri}/replies"
    word = "" if own else f"{OTHERS}=true&"
    more = f"{url}?{word}page=true&min_id={found[-1][1]}" if len(found) == limit else None
    following = more or (f"{url}?{OTHERS}=true&page=true" if own else None)
    here = f"{url}?{word}page=true" + (f"&min_id={above}" if above else "")
    return Page(id=here, part_of=url, ordered=False, items=tuple(uri for uri, _ in found), next=following)


def _cursor(call: Call) -> int:
    said = call.request.arguments.get("min_id", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


async def conversation(call: Call) -> Response:
    """All that anybody may read of what one of our open posts began, oldest first."""
    if wants_page(call.request):
        return to_page(await _page_of(call))
    author, began = await _began(call)
    url = call.ctx.urls.conversation(began.id)
    above = _cursor(call)
    async with call.ctx.db.read() as tx:
        found = await collections.open_thread(tx, began.id, PAGE, above)
    following = f"{url}?page=true&min_id={found[-1][1]}" if len(found) == PAGE else None
    here = f"{url}?page=true" + (f"&min_id={above}" if above else "")
    page = Page(id=here, part_of=url, items=tuple(uri for uri, _ in found), next=following)
    if "page" in call.request.arguments:
        return answer(render_page(page))
    return answer(render_collection(Collection(id=url, attributed_to=author.uri, first_page=page)))


async def _began(call: Call) -> tuple[Account, Status]:
    """The post with this id, if it is an open one of ours that answers nothing, with whoever wrote it."""
    viewer = await check_may_read(call)
    async with call.ctx.db.read() as tx:
        status = await views.visible(call.ctx, tx, viewer, call.id())
        author = await accounts.by_id(tx, status.account_id)
    if author is None or not _begins(status):
        raise NotFound
    await check_not_shut_out(call, author, viewer)
    return author, status


async def _page_of(call: Call) -> str:
    """Where people read it, if anybody may."""
    async with call.ctx.db.read() as tx:
        return (await views.visible(call.ctx, tx, None, call.id())).url


def _begins(status: Status) -> bool:
    is_first = status.thread_id == status.id and not status.in_reply_to_uri and not status.is_pending
    return status.local and is_first and status.visibility in OPEN and status.reblog_of_id is None


ROUTES = (
    Route("GET", "/users/:name/statuses/:id/replies", or_page(replies), BARE),
    Route("GET", "/contexts/:id", conversation, BARE),
)
