"""Client-to-server ActivityPub: a person's own outbox and inbox, a proxy for what is far, and uploads."""

import orjson

from activitypub.collections import Collection, Page
from activitypub.documents import language_map, safe_url, text_of
from activitypub.lookup import Fetch
from activitypub.render import render_collection, render_page
from activitypub.results import Refused
from activitypub.terms import ACTIVITY_JSON, AS2_CONTEXT
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, Invalid, NotFound
from fediai.domain.statuses import Page as Cursors
from fediai.federation.translate.activity import activity_document
from fediai.federation.translate.note import attachment_of
from fediai.services import outbox
from fediai.services.far.fetching import get
from fediai.services.posts import timelines
from fediai.web.auth import token_of, viewer_for
from fediai.web.federation.documents import answer
from fediai.web.federation.inbox import not_allowed
from fediai.web.http import Call, Response
from fediai.web.mastodon import media
from fediai.web.router import BARE, Route

PAGE = 20
PROXIED_A_MINUTE = 60


def _own(call: Call, account: Account) -> Account:
    if account.username.lower() != call.path.get("name", "").lower():
        raise Forbidden("This is somebody else's")
    return account


async def post(call: Call) -> Response:
    """What the activity says is done; 201 with the id of what was said (ActivityPub §6), and what that is in short."""
    _own(call, call.account)
    assert call.viewer
    done = await outbox.perform(call.ctx, call.viewer, call.request.body)
    body = {"@context": AS2_CONTEXT, "id": done.id, "type": done.type, "actor": done.actor, "object": done.object}
    return Response(201, orjson.dumps(body), ACTIVITY_JSON, {"Location": done.id})


async def inbox(call: Call) -> Response:
    """What the person's home shows, as it was said, for their own client; nobody else reads an inbox."""
    if not token_of(call.request):
        return await not_allowed(call)
    viewer = await viewer_for(call.ctx, call.request, "read:statuses")
    if viewer is None:
        raise Forbidden
    account, asked = _own(call, viewer.account), call.request.arguments
    if "page" not in asked:
        first = f"{account.inbox_url}?page=true"
        return answer(render_collection(Collection(id=account.inbox_url, first=first)), private=True)
    word = asked.get("max_id", "")
    below = int(word) if word.isascii() and word.isdigit() and len(word) < 19 else None
    async with call.ctx.db.read() as tx:
        found = await timelines.home(call.ctx, tx, account, Cursors(limit=PAGE, max_id=below))
    items = tuple(activity_document(view, call.ctx.urls, context=False) for view in found)
    last = f"{account.inbox_url}?page=true&max_id={found[-1].status.id}" if len(found) == PAGE else None
    here = f"{account.inbox_url}?{call.request.query}"
    return answer(render_page(Page(id=here, part_of=account.inbox_url, items=items, next=last)), private=True)


async def proxy(call: Call) -> Response:
    """`id`: a far document, fetched in the name of the instance for one of its people (§4.1 proxyUrl)."""
    uri = safe_url(call.form.text("id"))
    if uri is None:
        raise Invalid("Validation failed: id must be the address of a document")
    counted = call.ctx.far.counted(f"proxied for {call.account.id}", call.ctx.clock())
    found = None if counted > PROXIED_A_MINUTE else await get(call.ctx, Fetch(uri))
    if found is None or isinstance(found, Refused):
        raise NotFound("That document could not be fetched")
    return answer(found.doc, private=True)


async def upload(call: Call) -> Response:
    """`file`, and perhaps `object` with its description in `name` (§6.2 uploadMedia): 201 with the document."""
    made = await media.uploaded(call, _described(call))
    shown = attachment_of(made, call.ctx.urls)
    document = {"@context": AS2_CONTEXT, "id": shown.url, "type": "Image", "url": shown.url}
    body = {**document, "mediaType": shown.media_type, "name": shown.description}
    return Response(201, orjson.dumps(body), ACTIVITY_JSON, {"Location": shown.url})


def _described(call: Call) -> str | None:
    """What the object that comes with an upload says of it, in whatever language; clients send it as a file, too."""
    part = call.form.file("object")
    try:
        shell = orjson.loads(part.data if part else call.form.text("object") or "{}")
    except orjson.JSONDecodeError as cause:
        raise Invalid("Validation failed: object is no JSON") from cause
    if not isinstance(shell, dict):
        return None
    maps = [text for name in ("summaryMap", "nameMap") for text in language_map(shell.get(name)).values()]
    found = [text_of(shell.get("summary")), text_of(shell.get("name")), *maps]
    return next((text for text in found if text), None)


ROUTES = (
    Route("POST", "/users/:name/outbox", post, "write"),
    Route("GET", "/users/:name/inbox", inbox, BARE),
    Route("POST", "/api/fediai/v1/proxy", proxy, "read"),
    Route("POST", "/api/fediai/v1/upload", upload, "write:media", body=media.LARGEST_BODY),
)
