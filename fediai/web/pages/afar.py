"""Between this house and the visitor's own server: following from there, and coming here from elsewhere."""

from urllib.parse import urlsplit

from quart import Quart, Response, request

from fediai.domain.errors import NotFound
from fediai.services import search
from fediai.services.far import subscribing
from fediai.services.search import Query
from fediai.web.context import context
from fediai.web.pages.frame.shell import render, see_other, t
from fediai.web.pages.frame.visitor import address, me, member
from fediai.web.pages.profile import named
from fediai.web.pages.views.statuses import page_of

KINDS = frozenset({"accounts", "statuses"})


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/follow_from", "follow_from", follow_from, methods=["POST"])
    pages.add_url_rule("/authorize_interaction", "interact", member(interact), methods=["GET"])


async def follow_from() -> Response:
    """Where to go on at the visitor's own server: a page with a link, for a form may redirect to nobody else's."""
    ctx, form = context(), await request.form
    async with ctx.db.read() as tx:
        account = await named(ctx, tx, form.get("account", ""))
    typed = form.get("from", "").strip()[:300]
    goes_to = await subscribing.page_to_follow(ctx, typed, account.uri, address=address())
    host = urlsplit(goes_to).netloc if goes_to else None
    handle = f"{account.username}@{account.domain or ctx.urls.domain}"
    wrong = None if goes_to else t()("afar.wrong")
    return await render(
        "follow.html", 200 if goes_to else 422, goes_to=goes_to, host=host, handle=handle, typed=typed, wrong=wrong
    )


async def interact() -> Response:
    """A member arrives from elsewhere with something to look at: the page that shows it here."""
    ctx, viewer = context(), me()
    uri = request.args.get("uri", "").strip()[:2000].removeprefix("acct:")
    found = await search.find(ctx, viewer.account, Query(uri, KINDS, resolve=True, limit=1))
    if found.statuses:
        return see_other(page_of(found.statuses[0]))
    if found.accounts:
        return see_other(f"/@{found.accounts[0].acct}")
    raise NotFound
