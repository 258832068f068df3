"""One post with its pictures, its recipe and its thread; and answering it."""

from typing import Any

from quart import Quart, Response, request

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import DomainError, Gone, NotFound
from fediai.domain.people.preferences import LANGUAGE, VISIBILITY, preferences_of
from fediai.domain.statuses import Draft, StatusView
from fediai.domain.visibility import OPEN, Visibility, quieter
from fediai.services.far.leisure import threads as rest
from fediai.services.posts import posting, timelines, views
from fediai.store.database import Transaction
from fediai.store.posts import statuses
from fediai.web.context import context
from fediai.web.pages.frame.negotiate import wants_document
from fediai.web.pages.frame.shell import lens, opened, render, see_other, told
from fediai.web.pages.frame.visitor import me, member
from fediai.web.pages.lists import gallery_of
from fediai.web.pages.profile import named
from fediai.web.pages.views.recipes import recipe
from fediai.web.pages.views.statuses import Gallery, page_of, status


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/@<acct>/<int:id>", "post", show, methods=["GET"])
    pages.add_url_rule("/statuses/<int:id>/reply", "reply", member(reply), methods=["POST"])


async def show(acct: str, id: int) -> Response:
    """A post for people; servers, and old addresses, are led on."""
    ctx, eyes = context(), lens()
    async with ctx.db.read() as tx:
        account = await named(ctx, tx, acct)
        view = await _found(ctx, tx, account, eyes.viewer, id)
    if wants_document(request) and account.is_local and view.status.visibility in OPEN:
        return see_other(view.status.uri)
    if (view.status.account_id, view.status.id) != (account.id, id):
        return see_other(page_of(view))
    return await page(view)


async def _found(ctx: Context, tx: Transaction, account: Account, viewer: Account | None, id: int) -> StatusView:
    """What these eyes may see; a boost leads to what it shows, a deleted post says that it was deleted."""
    try:
        return await views.view(ctx, tx, viewer, await views.proper(ctx, tx, viewer, id))
    except NotFound:
        if account.is_local and await statuses.is_buried(tx, ctx.urls.status(account.username, id)):
            raise Gone("") from None
        raise


async def page(view: StatusView, code: int = 200, **words: Any) -> Response:
    """The post with everything around it."""
    ctx, one = context(), view.status
    eyes = lens(one.id if request.args.get("show") else 0)
    async with ctx.db.read() as tx:
        above, below = await timelines.context(ctx, tx, eyes.viewer, one.id)
        gallery = await gallery_of(tx, [view, *above, *below], eyes)
    if eyes.viewer is not None:
        await rest.opened(ctx, one.id)
    painting = gallery.paintings.get(one.id)
    page = await render(
        "post.html",
        code,
        status=status(view, gallery),
        above=[_answer(each, one.id, gallery) for each in above],
        replies=[_answer(each, one.id, gallery) for each in below],
        recipe=recipe(view, painting, gallery) if painting else None,
        polling=one.is_pending,
        learnable=view.account.is_local and view.account.may_learn,
        **{"reply_text": None, "reply_error": None, "whole": True, **words},
    )
    return opened(page, view.account)


def _answer(view: StatusView, id: int, gallery: Gallery) -> dict[str, Any]:
    return {**status(view, gallery), "depth": int(view.status.in_reply_to_id not in (id, None))}


async def reply(id: int) -> Response:
    """Answered, no louder than what is answered; what can't be posted stays in the form."""
    ctx, viewer = context(), me()
    text = (await request.form).get("text", "").strip()
    async with ctx.db.read() as tx:
        of = await views.view(ctx, tx, viewer.account, await views.proper(ctx, tx, viewer.account, id))
    try:
        made = await posting.post(ctx, viewer, draft_of_answer(viewer, of, text))
    except DomainError as refusal:
        return await page(of, refusal.status, reply_text=text, reply_error=told(refusal))
    return see_other(f"{page_of(of)}#status-{made.status.id}")


def draft_of_answer(viewer: Viewer, of: StatusView, text: str) -> Draft:
    """Names whom it answers, so that they hear of it."""
    chosen = preferences_of(viewer.user)
    handle = f"@{of.account.acct}"
    is_named = of.account.id == viewer.account.id or handle.casefold() in text.casefold().split()
    return Draft(
        text=text if is_named or not text else f"{handle} {text}",
        visibility=quieter(of.status.visibility, Visibility(chosen[VISIBILITY])),
        language=chosen[LANGUAGE] or context().settings.instance.language,
        in_reply_to_id=of.status.id,
    )
