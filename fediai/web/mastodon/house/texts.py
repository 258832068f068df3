"""https://docs.joinmastodon.org/methods/instance/ — what the house says of itself at length, and how busy it is."""

from collections.abc import Awaitable, Callable
from typing import Any

from fediai.domain.errors import NotFound
from fediai.services import house
from fediai.store.people import accounts
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.time import iso
from fediai.web.router import OPEN, Route


async def _text(call: Call, name: str) -> house.Text | None:
    async with call.ctx.db.read() as tx:
        return await house.text(tx, name)


def _shown(name: str) -> Callable[[Call], Awaitable[Response]]:
    """A handler for one of the texts; an empty one where nothing was written, since clients expect the entity."""

    async def handler(call: Call) -> Response:
        found = await _text(call, name)
        at = iso(found.updated_at) if found else iso(call.ctx.clock())
        return json_response({"updated_at": at, "content": found.html if found else ""})

    return handler


async def terms(call: Call) -> Response:
    """The terms of service as they stand, or 404 where there are none."""
    found = await _text(call, "terms_of_service")
    day = call.path.get("date", "")
    if found is None or (day and day != found.updated_at.date().isoformat()):
        raise NotFound
    since = found.updated_at.date().isoformat()
    return json_response({"effective_date": since, "effective": True, "content": found.html, "succeeded_by": None})


async def domain_blocks(call: Call) -> Response:
    """Whom this house does not hear."""
    async with call.ctx.db.read() as tx:
        return json_response(await house.shut_servers(tx))


async def activity(call: Call) -> Response:
    """Twelve weeks; numbers are texts here, as documented."""
    async with call.ctx.db.read() as tx:
        found = await house.activity(call.ctx, tx)
    return json_response(
        [
            {
                "week": str(int(one.begins.timestamp())), "statuses": str(one.statuses), "logins": str(one.logins),
                "registrations": str(one.registrations),
            }
            for one in found
        ]
    )  # fmt: skip


async def languages(call: Call) -> Response:
    """Nothing is translated here: no language leads to another."""
    return json_response({})


async def none_of_these(call: Call) -> Response:
    """Mastodon itself answers so since it stopped proving identities."""
    async with call.ctx.db.read() as tx:
        if await accounts.by_id(tx, call.id()) is None:
            raise NotFound
    empty: list[Any] = []
    return json_response(empty)


_AT = "/api/v1/instance"
ROUTES = (
    Route("GET", f"{_AT}/extended_description", _shown("extended_description"), OPEN),
    Route("GET", f"{_AT}/privacy_policy", _shown("privacy_policy"), OPEN),
    Route("GET", f"{_AT}/terms_of_service", terms, OPEN),
    Route("GET", f"{_AT}/terms_of_service/:date", terms, OPEN),
    Route("GET", f"{_AT}/domain_blocks", domain_blocks, OPEN),
    Route("GET", f"{_AT}/activity", activity, OPEN),
    Route("GET", f"{_AT}/translation_languages", languages, OPEN),
    Route("GET", "/api/v1/accounts/:id/identity_proofs", none_of_these, OPEN),
)
