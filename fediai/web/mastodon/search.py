"""https://docs.joinmastodon.org/methods/search/"""

from fediai.domain.errors import Unauthorized
from fediai.services.search import KINDS, Query, find
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.search import search as search_entity
from fediai.web.router import OPEN, Route

FARTHEST = 10_000


def _query(call: Call) -> Query:
    kind = call.form.text("type") or ""
    limit, offset = call.form.whole("limit"), call.form.whole("offset") or 0
    return Query(
        words=(call.form.text("q") or "")[:1000],
        kinds=frozenset({kind}) if kind in KINDS else KINDS,
        resolve=bool(call.form.yes("resolve")),
        limit=min(max(20 if limit is None else limit, 1), 40),
        offset=min(max(offset, 0), FARTHEST),
        by=call.form.whole("account_id") or 0,
        reviewed=bool(call.form.yes("exclude_unreviewed")),
    )


async def second(call: Call) -> Response:
    """People, posts and hashtags; asking far servers and leafing are for people whom we know."""
    query = _query(call)
    if call.viewer is None and (query.resolve or query.offset):
        raise Unauthorized("Search queries that resolve or page need an authenticated user")
    viewer = call.viewer.account if call.viewer else None
    return json_response(search_entity(await find(call.ctx, viewer, query), call.ctx.urls, viewer))


async def first(call: Call) -> Response:
    """The old version: hashtags are bare names."""
    query = _query(call)
    found = await find(call.ctx, call.account, query)
    shown = search_entity(found, call.ctx.urls, call.account)
    return json_response({**shown, "hashtags": list(found.hashtags)})


ROUTES = (
    Route("GET", "/api/v2/search", second, OPEN),
    Route("GET", "/api/v1/search", first, "read:search"),
)
