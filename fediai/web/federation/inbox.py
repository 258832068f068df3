"""Where other servers bring what their people say; 202 means it is remembered, not that it is believed."""

from activitypub.results import Reason, Refused, status_of
from activitypub.terms import is_activity_type
from fediai.services.far import receiving
from fediai.web.federation.documents import signed
from fediai.web.federation.readers import local_account
from fediai.web.http import Call, Response, json_response
from fediai.web.router import BARE, Route

REFUSALS_A_MINUTE = 300
LARGEST = 1_048_576  # the limit of the route; `federation.max_body` is the one that counts


async def shared_inbox(call: Call) -> Response:
    """For everybody here."""
    return await _received(call)


async def _received(call: Call, mailbox: str = "") -> Response:
    outcome = _unreadable(call) or await receiving.receive(call.ctx, signed(call.request), mailbox)
    if not isinstance(outcome, Refused):
        return json_response({}, 202)
    _count(call)
    body = {"error": f"{outcome.reason}: {outcome.detail}"}
    headers = {"Retry-After": "60"} if outcome.reason is Reason.TOO_MANY else {}
    return json_response(body, status_of(outcome.reason), headers)


async def inbox(call: Call) -> Response:
    """Of one of our people."""
    account = await local_account(call)
    return await _received(call, account.uri)


async def not_allowed(_call: Call) -> Response:
    """An inbox is not read by others."""
    return Response(405, b"", headers={"Allow": "POST"})


def _count(call: Call) -> int:
    """How often this address was refused within the minute."""
    return call.ctx.far.counted(f"refused {call.request.client}", call.ctx.clock())


def _is_pestering(call: Call) -> bool:
    """Does this address bring nothing but what is refused? It may come back in a minute."""
    enabled = call.ctx.settings.limits.enabled
    return enabled and call.ctx.far.count(f"refused {call.request.client}", call.ctx.clock()) >= REFUSALS_A_MINUTE


def _unreadable(call: Call) -> Refused | None:
    """What is turned away before anything is read."""
    request = call.request
    refused: Refused | None = None
    if _is_pestering(call):
        refused = Refused(Reason.TOO_MANY, "refusals within a minute")
    elif not is_activity_type(request.header("content-type")):
        refused = Refused(Reason.WRONG_CONTENT_TYPE, request.header("content-type")[:80])
    elif request.header("content-encoding", "identity") != "identity":
        refused = Refused(Reason.WRONG_CONTENT_TYPE, "packed")
    elif len(request.body) > call.ctx.settings.federation.max_body:
        refused = Refused(Reason.TOO_BIG, f"{len(request.body)} bytes")
    return call.ctx.far.refuse(refused) if refused else None


INBOXES = {"/inbox": shared_inbox, "/actor/inbox": shared_inbox, "/users/:name/inbox": inbox}
ROUTES = (
    *(Route("POST", path, handler, BARE, LARGEST) for path, handler in INBOXES.items()),
    *(Route(method, path, not_allowed, BARE) for path in INBOXES for method in ("DELETE", "PATCH")),
    *(Route("GET", path, not_allowed, BARE) for path in ("/inbox", "/actor/inbox")),
)
