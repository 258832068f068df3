"""https://docs.joinmastodon.org/methods/notifications/ — what strangers may ring with, and who was kept back."""

from collections.abc import Awaitable, Callable, Sequence

from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid
from fediai.domain.people.policies import CATEGORIES, Verdict
from fediai.services.bells import policy, requests
from fediai.store.database import Transaction
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.bells.entities import (
    notification_policy,
    notification_policy_v1,
    notification_request,
)
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.mastodon.statuses import ids_of
from fediai.web.router import Handler, Route

MOST = 80


async def show(call: Call) -> Response:
    """The caller's policy, and what waits because of it."""
    async with call.ctx.db.read() as tx:
        return json_response(notification_policy(await policy.chosen(tx, call.account)))


async def change(call: Call) -> Response:
    """What was sent, from the next ring on."""
    words = {name: word for name in CATEGORIES if (word := call.form.text(name))}
    if any(word not in tuple(Verdict) for word in words.values()):
        raise Invalid("Validation failed: A policy is accept, filter or drop")
    async with call.ctx.db.write() as tx:
        chosen = await policy.choose(tx, call.account, **{name: Verdict(word) for name, word in words.items()})
    return json_response(notification_policy(chosen))


async def show_v1(call: Call) -> Response:
    """The old version: yes or no."""
    async with call.ctx.db.read() as tx:
        return json_response(notification_policy_v1(await policy.chosen(tx, call.account)))


async def change_v1(call: Call) -> Response:
    """The old version: what is filtered is kept back, never dropped."""
    asked = {name: call.form.yes(name.replace("for_", "filter_")) for name in CATEGORIES}
    words = {name: Verdict.FILTER if yes else Verdict.ACCEPT for name, yes in asked.items() if yes is not None}
    async with call.ctx.db.write() as tx:
        chosen = await policy.choose(tx, call.account, **words)
    return json_response(notification_policy_v1(chosen))


async def waiting(call: Call) -> Response:
    """Who was kept back."""
    page = page_of(call, 40, MOST)
    async with call.ctx.db.read() as tx:
        found, cursors = await requests.page(call.ctx, tx, call.account, page)
    shown: list[dict[str, object]] = [notification_request(one, call.ctx.urls, call.account) for one in found]
    return paged_response(call, shown, cursors, page)


async def one(call: Call) -> Response:
    """One of them."""
    async with call.ctx.db.read() as tx:
        found = await requests.one(call.ctx, tx, call.account, call.id())
    return json_response(notification_request(found, call.ctx.urls, call.account))


async def merged(call: Call) -> Response:
    """Letting somebody in happens at once: there is nothing to wait for."""
    return json_response({"merged": True})


Act = Callable[[Transaction, Account, Sequence[int]], Awaitable[None]]


def _single(act: Act) -> Handler:
    async def handler(call: Call) -> Response:
        async with call.ctx.db.write() as tx:
            await requests.one(call.ctx, tx, call.account, call.id())
            await act(tx, call.account, [call.id()])
        return json_response({})

    return handler


def _several(act: Act) -> Handler:
    async def handler(call: Call) -> Response:
        async with call.ctx.db.write() as tx:
            await act(tx, call.account, ids_of(call, "id")[:MOST])
        return json_response({})

    return handler


_READ, _WRITE, _AT = "read:notifications", "write:notifications", "/api/v1/notifications/requests"
ROUTES = (
    Route("GET", "/api/v2/notifications/policy", show, _READ),
    Route("PATCH", "/api/v2/notifications/policy", change, _WRITE),
    Route("GET", "/api/v1/notifications/policy", show_v1, _READ),
    Route("PUT", "/api/v1/notifications/policy", change_v1, _WRITE),
    Route("GET", _AT, waiting, _READ),
    Route("GET", f"{_AT}/merged", merged, _READ),
    Route("POST", f"{_AT}/accept", _several(requests.accept), _WRITE),
    Route("POST", f"{_AT}/dismiss", _several(requests.dismiss), _WRITE),
    Route("GET", f"{_AT}/:id", one, _READ),
    Route("POST", f"{_AT}/:id/accept", _single(requests.accept), _WRITE),
    Route("POST", f"{_AT}/:id/dismiss", _single(requests.dismiss), _WRITE),
)
