"""https://docs.joinmastodon.org/methods/push/"""

from typing import Any

from fediai.domain.errors import Invalid, NotFound, Unauthorized
from fediai.federation.places import Place, place_of
from fediai.services import instance
from fediai.store.people import push
from fediai.store.people.push import Subscription
from fediai.web.http import Call, Response, json_response
from fediai.web.router import Route

ALERTS = (
    "mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote",
    "quoted_update", "admin.sign_up", "admin.report",
)  # fmt: skip
POLICIES = ("all", "followed", "follower", "none")
YES = ("true", "1", "on")
SMALL = (
    0x7FFF_FFFF  # Tusky and Mastodon's app for Android read the id as 32 bits, Ice Cubes as no text; no route takes it
)


async def _answer(call: Call, one: Subscription) -> Response:
    """https://docs.joinmastodon.org/entities/WebPushSubscription/"""
    return json_response(
        {
            "id": one.id & SMALL,
            "endpoint": one.endpoint,
            "standard": one.standard,
            "policy": one.policy,
            "alerts": {name: bool(one.alerts.get(name)) for name in ALERTS},
            "server_key": await instance.vapid_public_key(call.ctx),
        }
    )


def _token(call: Call) -> int:
    if call.viewer is None:
        raise Unauthorized
    return call.viewer.token_id


def _wishes(call: Call) -> tuple[str, dict[str, Any]]:
    """Which bells, and whose."""
    data = call.form.nested("data")
    data = data if isinstance(data, dict) else {}
    sent = data.get("alerts")
    alerts = {name: str(value).lower() in YES for name, value in sent.items()} if isinstance(sent, dict) else {}
    policy = str(data.get("policy") or call.form.text("policy") or "all")
    if policy not in POLICIES:
        raise Invalid("Validation failed: Policy is not all, followed, follower or none")
    return policy, {name: wanted for name, wanted in alerts.items() if name in ALERTS}


def _place(call: Call) -> tuple[str, str, str, bool]:
    """Endpoint, key, secret and form; a place that is none, or keys that are none, are refused at once."""
    from fediai.streaming.webpush import Recipient  # heavy: loaded with the first subscription

    sent = call.form.nested("subscription")
    sent = sent if isinstance(sent, dict) else {}
    keys = sent.get("keys") if isinstance(sent.get("keys"), dict) else {}
    assert isinstance(keys, dict)
    endpoint, p256dh, auth = str(sent.get("endpoint") or ""), str(keys.get("p256dh") or ""), str(keys.get("auth") or "")
    place = place_of(endpoint)
    if not isinstance(place, Place) or place.scheme != "https" or len(endpoint) > 2000:
        raise Invalid("Validation failed: Endpoint is not a valid URL")
    try:
        Recipient.of(p256dh, auth)
    except ValueError as cause:
        raise Invalid("Validation failed: Keys are invalid") from cause
    return endpoint, p256dh, auth, str(sent.get("standard")).lower() in YES


async def subscribe(call: Call) -> Response:
    """From now on bells ring there; the one place of this token."""
    token, place, wishes = _token(call), _place(call), _wishes(call)
    async with call.ctx.db.write() as tx:
        made = Subscription(tx.new_id(), token, call.account.id, *place, *wishes)
        await push.put(tx, made)
    return await _answer(call, made)


async def show(call: Call) -> Response:
    """Where bells ring."""
    async with call.ctx.db.read() as tx:
        found = await push.by_token(tx, _token(call))
    if found is None:
        raise NotFound
    return await _answer(call, found)


async def change(call: Call) -> Response:
    """Other bells, or whose."""
    policy, alerts = _wishes(call)
    async with call.ctx.db.write() as tx:
        await push.change(tx, _token(call), policy, alerts)
        found = await push.by_token(tx, _token(call))
    if found is None:
        raise NotFound
    return await _answer(call, found)


async def remove(call: Call) -> Response:
    """Silence; asked twice it is no error."""
    async with call.ctx.db.write() as tx:
        found = await push.by_token(tx, _token(call))
        if found is not None:
            await push.remove(tx, found.id)
    return json_response({})


_AT = "/api/v1/push/subscription"
ROUTES = (
    Route("GET", _AT, show, "push"),
    Route("POST", _AT, subscribe, "push"),
    Route("PUT", _AT, change, "push"),
    Route("DELETE", _AT, remove, "push"),
)
