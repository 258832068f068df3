"""https://docs.joinmastodon.org/methods/emails/ — while a new person's address waits to be confirmed."""

from fediai.domain.accounts import User
from fediai.domain.errors import Unauthorized
from fediai.services.entry import letters
from fediai.services.people import oauth
from fediai.web.auth import token_of
from fediai.web.http import Call, Response, json_response
from fediai.web.router import WAITING, Route


async def _owner(call: Call) -> User:
    user = await oauth.owner_of(call.ctx, token_of(call.request))
    if user is None:
        raise Unauthorized
    return user


async def once_more(call: Call) -> Response:
    """The letter again; to another address, if one is named."""
    await letters.again(call.ctx, await _owner(call), (call.form.text("email") or "").strip().lower())
    return json_response({})


async def is_confirmed(call: Call) -> Response:
    """Apps ask until it is."""
    return json_response((await _owner(call)).confirmed_at is not None)


ROUTES = (
    Route("POST", "/api/v1/emails/confirmations", once_more, WAITING),
    Route("GET", "/api/v1/emails/check_confirmation", is_confirmed, WAITING),
)
