"""Lists of our people: outbox, followers, followed, featured; whole numbers first, pages by cursor."""

from collections.abc import Awaitable, Callable
from typing import Any

from activitypub.collections import Collection, Page
from activitypub.documents import same_origin
from activitypub.render import render_collection, render_page
from fediai.domain.accounts import Account
from fediai.federation.translate.activity import activity_document, hashtag, note_document
from fediai.services.posts import views
from fediai.store.chosen import tags
from fediai.store.far import collections, followers
from fediai.store.people import accounts
from fediai.store.posts import pins
from fediai.web.federation.documents import answer, or_page
from fediai.web.federation.readers import check_may_read, check_not_shut_out, local_account, visitor
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

PAGE = 20
Items = list[tuple[Any, int]]  # each with its cursor
Load = Callable[[Call, Account, int], Awaitable[Items]]


def _listed(part: str, total: Callable[[Call, Account], Awaitable[int]], load: Load) -> Callable[[Call], Any]:
    """A handler for a list: without `page` its size and where it begins, with it one page."""

    async def handler(call: Call) -> Response:
        account = await local_account(call)
        await check_not_shut_out(call, account, await check_may_read(call))
        asked = call.request.arguments
        url = f"{account.uri}/{part}"
        if account.suspended_at is not None:
            return answer(render_collection(Collection(id=url, total=0)))
        if "page" not in asked:
            whole = Collection(id=url, total=await total(call, account), first=f"{url}?page=true")
            return answer(render_collection(whole))
        cursor = asked.get("max_id", "")
        below = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 19 else collections.TOP
        return answer(render_page(_page(url, cursor, await load(call, account, below))))

    return handler


def _page(url: str, cursor: str, items: Items) -> Page:
    here = f"{url}?page=true" + (f"&max_id={cursor}" if cursor else "")
    following = f"{url}?page=true&max_id={items[-1][1]}" if len(items) == PAGE else None
    return Page(id=here, part_of=url, items=tuple(item for item, _ in items), next=following)


async def _open_count(call: Call, account: Account) -> int:
    async with call.ctx.db.read() as tx:
        return await collections.count_open(tx, account.id)


async def _said(call: Call, account: Account, below: int) -> Items:
    """What this account said to everybody, as it was said."""
    async with call.ctx.db.read() as tx:
        found = await collections.open_statuses(tx, account.id, PAGE, below)
        shown = await views.views(call.ctx, tx, None, found)
    return [(activity_document(view, call.ctx.urls, context=False), view.status.id) for view in shown]


def _people(which: str) -> Load:
    async def load(call: Call, account: Account, below: int) -> Items:
        async with call.ctx.db.read() as tx:
            return list(await collections.people(tx, which, account.id, PAGE, below))

    return load


async def _followers(call: Call, account: Account) -> int:
    return account.followers_count


async def _following(call: Call, account: Account) -> int:
    return account.following_count


async def featured(call: Call) -> Response:
    """What this account pinned, whole: Mastodon and GoToSocial ask for it once and look no further."""
    account = await local_account(call)
    await check_not_shut_out(call, account, await check_may_read(call))
    async with call.ctx.db.read() as tx:
        found = await pins.pinned(tx, 0, account.id)
        shown = await views.views(call.ctx, tx, None, found)
    notes = tuple(note_document(view, call.ctx.urls, context=False) for view in shown)
    return answer(render_collection(Collection(id=account.featured_url, total=len(notes), items=notes)))


async def featured_tags(call: Call) -> Response:
    """The hashtags on the profile, whole."""
    account = await local_account(call)
    await check_not_shut_out(call, account, await check_may_read(call))
    async with call.ctx.db.read() as tx:
        names = [] if account.suspended_at is not None else await tags.featured_names(tx, account.id)
    items = tuple(hashtag(name, call.ctx.urls) for name in names)
    return answer(render_collection(Collection(id=f"{account.uri}/collections/tags", total=len(items), items=items)))


async def synchronised(call: Call) -> Response:
    """The followers that live where the asker lives (FEP-8fcf): each server hears of its own people only."""
    asker = await visitor(call)
    account = await local_account(call)
    async with call.ctx.db.read() as tx:
        every = await followers.far(tx, account.id)
    theirs = tuple(sorted(uri for uri in every if same_origin(uri, asker.verified.actor)))
    url = f"{account.uri}/followers_synchronization"
    return answer(render_collection(Collection(id=url, items=theirs)), private=True)


async def _instance_outbox(call: Call) -> Response:
    """The instance itself never posts."""
    async with call.ctx.db.read() as tx:
        account = await accounts.instance_actor(tx)
    return answer(render_collection(Collection(id=account.outbox_url, total=0)))


ROUTES = (
    Route("GET", "/users/:name/outbox", or_page(_listed("outbox", _open_count, _said)), BARE),
    Route("GET", "/users/:name/followers", or_page(_listed("followers", _followers, _people("followers"))), BARE),
    Route("GET", "/users/:name/following", or_page(_listed("following", _following, _people("following"))), BARE),
    Route("GET", "/users/:name/collections/featured", or_page(featured), BARE),
    Route("GET", "/users/:name/collections/tags", or_page(featured_tags), BARE),
    Route("GET", "/users/:name/followers_synchronization", or_page(synchronised), BARE),
    Route("GET", "/actor/outbox", _instance_outbox, BARE),
)
