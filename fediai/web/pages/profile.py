"""One account: who it is, how its posts divide, and its pictures or posts."""

from typing import Any

from quart import Quart, Response, request

from fediai.context import Context
from fediai.domain.accounts import INSTANCE_ACTOR, Account
from fediai.domain.errors import Gone, NotFound
from fediai.domain.statuses import Page
from fediai.services.people import accounts as people_service
from fediai.services.posts import timelines
from fediai.services.posts.timelines import Only
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.web.context import context
from fediai.web.pages.frame.negotiate import wants_document
from fediai.web.pages.frame.paging import LIMIT, asked_page, older
from fediai.web.pages.frame.shell import lens, opened, render, see_other
from fediai.web.pages.lists import gallery_of
from fediai.web.pages.views import feeds, people, times
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.pictures import tile
from fediai.web.pages.views.statuses import status

LATEST = 50  # posts that the mix is counted from
PICTURES = 24


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/@<acct>", "profile", show, methods=["GET"])


async def show(acct: str) -> Response:
    """A profile for people; servers are led to the actor."""
    ctx = context()
    async with ctx.db.read() as tx:
        account = await named(ctx, tx, acct)
        moved = await accounts.by_uri(tx, account.moved_to_uri) if account.moved_to_uri else None
    if wants_document(request) and account.is_local:
        return see_other(account.uri)
    eyes = lens()
    about = people.profile(account, eyes, moved)
    tab = "posts" if request.args.get("tab") == "posts" else "pictures"
    async with ctx.db.read() as tx:
        latest = await timelines.of_account(ctx, tx, eyes.viewer, account.id, Page(limit=LATEST), Only(reblogs=False))
        listed = await (_posts if tab == "posts" else _pictures)(ctx, tx, account, eyes)
        relation = await _relation(ctx, tx, account, eyes)
    page = await render(
        "profile.html", account=about, relation=relation, mix=people.mix(latest), tab=tab,
        here="me" if about["is_me"] else None, noindex=not account.is_local or not account.discoverable,
        learnable=account.is_local and account.may_learn, **listed,
    )  # fmt: skip
    return opened(page, account)


async def named(ctx: Context, tx: Transaction, acct: str) -> Account:
    """`alice`, `alice@far.example`, or our own with our domain written out; `NotFound` for nobody."""
    username, _, domain = acct.partition("@")
    found = await accounts.by_acct(tx, username, "" if domain.lower() == ctx.urls.domain else domain)
    if found is None or found.suspended_at is not None or found.pending or found.username == INSTANCE_ACTOR:
        raise NotFound
    if found.deleted_at is not None:
        raise Gone
    return found


async def _relation(ctx: Context, tx: Transaction, account: Account, eyes: Lens) -> dict[str, bool] | None:
    if eyes.viewer is None or eyes.is_me(account):
        return None
    [found] = await people_service.relationships(ctx, tx, eyes.viewer, [account.id])
    return {"following": found.following, "requested": found.requested}


async def _pictures(ctx: Context, tx: Transaction, account: Account, eyes: Lens) -> dict[str, Any]:
    page, only = asked_page(PICTURES), Only(media=True, reblogs=False)
    found = await timelines.of_account(ctx, tx, eyes.viewer, account.id, page, only)
    following = older(found.cursors, PICTURES)
    tiles = [made for view in found if (made := tile(view, eyes, named=False))]
    end = None
    if tiles and following is None and page.max_id is None:
        since = times.short_day(found[-1].status.created_at, eyes)
        end = feeds.end(eyes.t("profile.end", n=len(tiles), count=times.cardinal(len(tiles), eyes), since=since))
    return {"tiles": tiles, "statuses": [], "older": following, "end": end}


async def _posts(ctx: Context, tx: Transaction, account: Account, eyes: Lens) -> dict[str, Any]:
    found = await timelines.of_account(ctx, tx, eyes.viewer, account.id, asked_page(LIMIT), Only())
    gallery = await gallery_of(tx, found, eyes)
    following = older(found.cursors)
    return {"tiles": [], "statuses": [status(view, gallery) for view in found], "older": following, "end": None}
