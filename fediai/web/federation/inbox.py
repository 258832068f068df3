"""Where other servers bring what their people say; 202 means it is remembered, not that it is believed."""

from activitypub.results import Reason, Refused
from fediai.services.far import receiving
from fediai.web.federation.documents import signed
from fediai.web.federation.readers import local_account
from fediai.web.federation.threshold import guard, proved, refusal
from fediai.web.http import Call, Response, json_response
from fediai.web.router import BARE, Route

LARGEST = 1_048_576  # the limit of the route; `federation.max_body` is the one that counts


async def shared_inbox(call: Call) -> Response:
    """For everybody here."""
    return await _received(call)


async def _received(call: Call, mailbox: str = "") -> Response:
    outcome = _too_big(call) or await receiving.receive(call.ctx, signed(call.request), mailbox)
    if isinstance(outcome, Refused):
        return refusal(call.ctx, call.request, outcome)
    if outcome is None:
        proved(call.ctx, call.request)
    return json_response({}, 202)


def _too_big(call: Call) -> Refused | None:
    """What did not say its length, or lied."""
    size = len(call.request.body)
    if size <= call.ctx.settings.federation.max_body:
        return None
    return call.ctx.far.refuse(Refused(Reason.TOO_BIG, f"{size} bytes"))


async def inbox(call: Call) -> Response:
    """Of one of our people."""
    account = await local_account(call)
    return await _received(call, account.uri)


async def not_allowed(_call: Call) -> Response:
    """An inbox is not read by others."""
    return Response(405, b"", headers={"Allow": "POST"})


INBOXES = {"/inbox": shared_inbox, "/actor/inbox": shared_inbox, "/users/:name/inbox": inbox}
ROUTES = (
    *(Route("POST", path, handler, BARE, LARGEST, guard) for path, handler in INBOXES.items()),
    *(Route(method, path, not_allowed, BARE) for path in INBOXES for method in ("DELETE", "PATCH")),
    *(Route("GET", path, not_allowed, BARE) for path in ("/inbox", "/actor/inbox")),
)
