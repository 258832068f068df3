"""Handle → actor (RFC 7033)."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs

import orjson

from activitypub.results import Refused
from activitypub.terms import JRD_JSON
from activitypub.webfinger import Handle, parse_resource, render_jrd
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Gone, Malformed, NotFound
from fediai.store.people import accounts
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route


async def webfinger(call: Call) -> Response:
    """Who `resource` is: a handle, an actor's id or a profile page of ours."""
    asked = parse_qs(call.request.query, keep_blank_values=True)
    resource = parse_resource(asked.get("resource", [""])[0])
    if isinstance(resource, Refused):
        raise Malformed("`resource` is acct:name@host or the address of a profile")
    account = await _account(call.ctx, resource)
    if account is None or account.pending:
        raise NotFound
    if account.deleted_at is not None:
        raise Gone
    handle = Handle(account.username, call.ctx.urls.domain)
    authorize = f"{call.ctx.urls.base}/authorize_interaction?uri={{uri}}"
    return _answer(render_jrd(handle, account.uri, account.url, authorize), asked.get("rel", []))


async def _account(ctx: Context, resource: Handle | str) -> Account | None:
    async with ctx.db.read() as tx:
        if isinstance(resource, Handle):
            ours = resource.host == ctx.urls.domain
            return await accounts.by_acct(tx, resource.user) if ours else None
        if resource.startswith(f"{ctx.urls.base}/@"):
            return await accounts.by_acct(tx, resource.removeprefix(f"{ctx.urls.base}/@"))
        found = await accounts.by_uri(tx, resource)
    return found if found is not None and found.is_local else None


def _answer(jrd: dict[str, Any], rels: Sequence[str]) -> Response:
    """All links, or those that were asked for."""
    if rels:
        jrd = jrd | {"links": [link for link in jrd["links"] if link["rel"] in rels]}
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(200, orjson.dumps(jrd), f"{JRD_JSON}; charset=utf-8", headers)


ROUTES = (Route("GET", "/.well-known/webfinger", webfinger, BARE),)
