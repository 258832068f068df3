"""https://docs.joinmastodon.org/methods/instance/ , /custom_emojis/ and /announcements/"""

from fediai.services.instance import about
from fediai.store.far import peers
from fediai.store.pictures import emojis
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.custom_emoji import own_emoji
from fediai.web.mastodon.entities.instance import instance, instance_v1
from fediai.web.router import OPEN, Route


async def second(call: Call) -> Response:
    """What clients ask before anybody signs in."""
    return json_response(instance(await about(call.ctx), call.ctx.settings, call.ctx.urls))


async def first(call: Call) -> Response:
    """The older version, still the first question of many."""
    return json_response(instance_v1(await about(call.ctx), call.ctx.settings, call.ctx.urls))


async def rules(call: Call) -> Response:
    """The house rules."""
    return json_response(instance(await about(call.ctx), call.ctx.settings, call.ctx.urls)["rules"])


async def known_hosts(call: Call) -> Response:
    """The servers that we have spoken with."""
    async with call.ctx.db.read() as tx:
        return json_response(await peers.met(tx))


async def custom_emojis(call: Call) -> Response:
    """Our own small pictures."""
    async with call.ctx.db.read() as tx:
        found = await emojis.ours(tx)
    return json_response([own_emoji(one, call.ctx.urls) for one in found])


ROUTES = (
    Route("GET", "/api/v2/instance", second, OPEN),
    Route("GET", "/api/v1/instance", first, OPEN),
    Route("GET", "/api/v1/instance/rules", rules, OPEN),
    Route("GET", "/api/v1/instance/peers", known_hosts, OPEN),
    Route("GET", "/api/v1/custom_emojis", custom_emojis, OPEN),
)
