"""Client-to-server ActivityPub: a person's own outbox and inbox, a proxy for what is far, and uploads."""

import orjson

from activitypub.collections import Collection, Page
from activitypub.documents import safe_url
from activitypub.lookup import Fetch
from activitypub.render import render_collection, render_page
from activitypub.results import Refused
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
    """What the activity says is done; 201 with the id of what was said (ActivityPub §6)."""
    _own(call, call.account)
    assert call.viewer
    uri = await outbox.perform(call.ctx, call.viewer, call.request.body)
    return Response(201, b"", "application/activity+json", {"Location": uri})


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
    said = call.form.text("object") or "{}"
    try:
        shell = orjson.loads(said)
    except orjson.JSONDecodeError as cause:
        raise Invalid("Validation failed: object is no JSON") from cause
    words = shell.get("summary") or shell.get("name") if isinstance(shell, dict) else None
    made = await media.uploaded(call, words if isinstance(words, str) else None)
    shown = attachment_of(made, call.ctx.urls)
    document = {"@context": "https://www.w3.org/ns/activitystreams", "id": shown.url, "type": "Image", "url": shown.url}
    body = {**document, "mediaType": shown.media_type, "name": shown.description}
    return Response(201, orjson.dumps(body), "application/activity+json", {"Location": shown.url})


ROUTES = (
    Route("POST", "/users/:name/outbox", post, "write"),
    Route("GET", "/users/:name/inbox", inbox, BARE),
    Route("POST", "/api/fediai/v1/proxy", proxy, "read"),
    Route("POST", "/api/fediai/v1/upload", upload, "write:media", body=media.LARGEST_BODY),
)
