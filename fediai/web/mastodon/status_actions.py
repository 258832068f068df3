"""https://docs.joinmastodon.org/methods/statuses/ — what people do to a status, and who did."""

from collections.abc import Awaitable, Callable

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.statuses import Page, StatusView
from fediai.services.posts import reactions
from fediai.store.database import Transaction
from fediai.web.http import Call, Response
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.mastodon.statuses import answer, visibility_of
from fediai.web.router import OPEN, Route

Act = Callable[[Context, Transaction, Account, int], Awaitable[StatusView]]
People = Callable[[Context, Transaction, Account | None, int, Page], Awaitable[list[tuple[int, Account]]]]
Handler = Callable[[Call], Awaitable[Response]]


def act(act: Act) -> Handler:
    """Something done to a status; the answer is the status."""

    async def handler(call: Call) -> Response:
        async with call.ctx.db.write() as tx:
            view = await act(call.ctx, tx, call.account, call.id())
        return answer(call, view)

    return handler


def _people(people: People) -> Handler:
    async def handler(call: Call) -> Response:
        page, viewer = page_of(call, 40, 80), call.viewer.account if call.viewer else None
        async with call.ctx.db.read() as tx:
            found = await people(call.ctx, tx, viewer, call.id(), page)
        shown = [account_entity(one, call.ctx.urls) for _, one in found]
        return paged_response(call, shown, [cursor for cursor, _ in found], page)

    return handler


async def reblog(call: Call) -> Response:
    """Shown to the caller's followers; the answer is the reblog."""
    word = call.form.text("visibility")
    async with call.ctx.db.write() as tx:
        visibility = visibility_of(word) if word else None
        view = await reactions.reblog(call.ctx, tx, call.account, call.id(), visibility)
    return answer(call, view)


_FAVOURITES, _BOOKMARKS, _STATUSES = "write:favourites", "write:bookmarks", "write:statuses"
ROUTES = (
    Route("POST", "/api/v1/statuses/:id/favourite", act(reactions.favourite), _FAVOURITES),
    Route("POST", "/api/v1/statuses/:id/unfavourite", act(reactions.unfavourite), _FAVOURITES),
    Route("POST", "/api/v1/statuses/:id/bookmark", act(reactions.bookmark), _BOOKMARKS),
    Route("POST", "/api/v1/statuses/:id/unbookmark", act(reactions.unbookmark), _BOOKMARKS),
    Route("POST", "/api/v1/statuses/:id/reblog", reblog, _STATUSES),
    Route("POST", "/api/v1/statuses/:id/unreblog", act(reactions.unreblog), _STATUSES),
    Route("GET", "/api/v1/statuses/:id/favourited_by", _people(reactions.favourited_by), OPEN),
    Route("GET", "/api/v1/statuses/:id/reblogged_by", _people(reactions.reblogged_by), OPEN),
)
