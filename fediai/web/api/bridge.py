"""`/api/fediai/v1/bridge`: being read on Bluesky, by way of Bridgy Fed."""

from fediai.services.far import bridge
from fediai.services.far.bridge import Bridge
from fediai.web.http import Call, Response, json_response
from fediai.web.router import Route

PATH = "/api/fediai/v1/bridge"


def _answer(found: Bridge) -> Response:
    rules = [{"name": rule.name, "met": rule.met} for rule in found.rules]
    return json_response(
        {"state": found.state, "eligible": found.eligible, "rules": rules, "bot": found.bot, "handle": found.handle}
    )


async def show_bridge(call: Call) -> Response:
    """Off, asked or on, and each rule of the bridge's with whether it is met."""
    async with call.ctx.db.read() as tx:
        return _answer(await bridge.show(call.ctx, tx, call.account))


async def turn_on(call: Call) -> Response:
    """Follows the bridge, which answers by following back; 422 where it would refuse."""
    return _answer(await bridge.turn_on(call.ctx, call.account))


async def turn_off(call: Call) -> Response:
    """Blocks the bridge, which then takes the mirrored account down."""
    return _answer(await bridge.turn_off(call.ctx, call.account))


ROUTES = (
    Route("GET", PATH, show_bridge, "read:follows"),
    Route("POST", PATH, turn_on, "write:follows"),
    Route("DELETE", PATH, turn_off, "write:follows"),
)
