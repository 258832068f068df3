"""What the house says of itself: whose it is, its rules, whom it does not hear; its longer texts, each a page."""

from collections.abc import Awaitable, Callable

from markupsafe import Markup
from quart import Quart, Response

from fediai.domain.errors import NotFound
from fediai.services import house, instance
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens, render


def routes(pages: Quart) -> None:
    """Puts the pages into the app, under Mastodon's addresses."""
    pages.add_url_rule("/about", "about", about, methods=["GET"])
    for name, address in house.PAGES.items():
        pages.add_url_rule(address, name, _shown(name), methods=["GET"])


async def about() -> Response:
    """For whoever thinks of joining, and for neighbours who wonder whom to write to."""
    ctx = context()
    told = await instance.about(ctx)
    async with ctx.db.read() as tx:
        more = await house.text(tx, "extended_description")
        shut = await house.shut_servers(tx)
    return await render(
        "about.html", rules=told.rules, email=told.email, contact=told.contact.username if told.contact else None,
        more=_markup(more) if more else None, shut=shut,
        texts={name: address for name, address in house.PAGES.items() if name in told.texts},
    )  # fmt: skip


def _markup(text: house.Text) -> Markup:
    return Markup(text.html)  # noqa: S704 — paragraphs of ours around escaped words


def _shown(name: str) -> Callable[[], Awaitable[Response]]:
    """A page for one of the texts; not found where nothing was written."""

    async def show() -> Response:
        async with context().db.read() as tx:
            found = await house.text(tx, name)
        if found is None:
            raise NotFound
        return await render("text.html", name=name, words=_markup(found), since=lens().local(found.updated_at))

    return show
