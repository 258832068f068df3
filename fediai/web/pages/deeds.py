"""What one does with posts and people by pressing a button: a form, or htmx asking for the buttons alone."""

from collections.abc import Awaitable, Callable, Mapping

from quart import Quart, Response, request

from fediai.context import Context
from fediai.domain.accounts import Account, Relationship
from fediai.domain.errors import NotFound
from fediai.domain.statuses import StatusView
from fediai.services.people import follows
from fediai.services.pictures import commands, generations
from fediai.services.posts import statuses, views
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens, render, see_other
from fediai.web.pages.frame.visitor import me, member, own_path
from fediai.web.pages.lists import gallery_of
from fediai.web.pages.views.statuses import status

StatusDeed = Callable[[Context, Transaction, Account, int], Awaitable[StatusView]]
AccountDeed = Callable[[Context, Transaction, Account, Account], Awaitable[Relationship]]

ON_STATUSES: Mapping[str, StatusDeed] = {
    "favourite": statuses.favourite,
    "unfavourite": statuses.unfavourite,
    "reblog": statuses.reblog,
    "unreblog": statuses.unreblog,
}
ON_ACCOUNTS: Mapping[str, AccountDeed] = {
    "follow": follows.follow,
    "unfollow": follows.unfollow,
    "authorize": follows.authorize,
    "reject": follows.reject,
}


def routes(pages: Quart) -> None:
    """Puts the deeds into the app."""
    pages.add_url_rule("/statuses/<int:id>/delete", "delete", member(delete), methods=["POST"])
    pages.add_url_rule("/statuses/<int:id>/recipe", "recipe", member(show_recipe), methods=["POST"])
    pages.add_url_rule("/statuses/<int:id>/<deed>", "on_status", member(on_status), methods=["POST"])
    pages.add_url_rule("/accounts/<int:id>/<deed>", "on_account", member(on_account), methods=["POST"])


async def on_status(id: int, deed: str) -> Response:
    """Done; the page that was pressed on, or its buttons alone."""
    ctx, account = context(), me().account
    if deed not in ON_STATUSES:
        raise NotFound
    async with ctx.db.write() as tx:
        view = await ON_STATUSES[deed](ctx, tx, account, id)
    back = await _back("/home")
    if "HX-Request" not in request.headers:
        return see_other(back)
    async with ctx.db.read() as tx:
        # A fresh look: a deed answers with what it did, which may be the boost and not the post.
        view = await views.view(ctx, tx, account, await views.proper(ctx, tx, account, view.status.id))
        gallery = await gallery_of(tx, [view], lens())
    return await render("partials/actions.html", status=status(view, gallery), path=back.partition("#")[0])


async def _back(otherwise: str) -> str:
    return own_path((await request.form).get("back"), otherwise)


async def delete(id: int) -> Response:
    """Gone, here and elsewhere; a painting that stands behind it stops."""
    ctx, viewer = context(), me()
    async with ctx.db.write() as tx:
        found = await statuses.own(ctx, tx, viewer.account, id)
        await commands.cancelled(ctx, tx, viewer, found)
        await statuses.delete(ctx, tx, viewer.account, id)
    back = await _back("/home")
    return see_other(f"/@{viewer.account.username}" if f"/{id}" in back.partition("#")[0] else back)


async def show_recipe(id: int) -> Response:
    """The prompt and the numbers are for everybody, or for their author only."""
    ctx, account = context(), me().account
    public = (await request.form).get("public") == "1"
    async with ctx.db.write() as tx:
        found = await statuses.own(ctx, tx, account, id)
        gallery = await gallery_of(tx, [await views.view(ctx, tx, account, found)], lens())
        if found.id not in gallery.paintings:
            raise NotFound
        await generations.show_recipe(ctx, tx, account, gallery.paintings[found.id].id, public=public)
    return see_other(f"/@{account.username}/{found.id}#recipe")


async def on_account(id: int, deed: str) -> Response:
    """Done; back to where it was pressed."""
    ctx, account = context(), me().account
    if deed not in ON_ACCOUNTS:
        raise NotFound
    async with ctx.db.write() as tx:
        other = await accounts.by_id(tx, id)
        if other is None:
            raise NotFound
        await ON_ACCOUNTS[deed](ctx, tx, account, other)
    return see_other(await _back("/notifications" if deed in ("authorize", "reject") else f"/@{other.acct}"))
