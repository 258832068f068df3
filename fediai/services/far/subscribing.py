"""Following from where one is: the page of the visitor's own server that follows somebody of ours."""

from urllib.parse import quote

from activitypub.documents import safe_url
from activitypub.lookup import Fetch, Fetched
from activitypub.results import Refused
from activitypub.terms import ACCEPT_JRD
from activitypub.webfinger import SUBSCRIBE, Handle, parse_handle, read_jrd, webfinger_url
from fediai.context import Context
from fediai.domain.errors import TooMany
from fediai.services.far import fetching

PER_MINUTE = 10


async def page_to_follow(ctx: Context, visitor: str, target: str, *, address: str) -> str | None:
    """Where the visitor goes on to follow `target`; None when what they typed is no address elsewhere.

    Their own server says where (OStatus' subscribe link); of one that does not, Mastodon's page is guessed.
    """
    handle = parse_handle(visitor)
    if isinstance(handle, Refused) or handle.host == ctx.urls.domain:
        return None
    if ctx.far.counted(f"follows from {address}", ctx.clock()) > PER_MINUTE:
        raise TooMany(retry_after=60)
    scheme = ctx.settings.instance.scheme
    template = await _template(ctx, handle) or f"{scheme}://{handle.host}/authorize_interaction?uri={{uri}}"
    return safe_url(template.replace("{uri}", quote(target, safe="")))


async def _template(ctx: Context, handle: Handle) -> str | None:
    fetched = await fetching.get(ctx, Fetch(webfinger_url(handle, ctx.settings.instance.scheme), accept=ACCEPT_JRD))
    jrd = read_jrd(fetched.doc) if isinstance(fetched, Fetched) else fetched
    if isinstance(jrd, Refused):
        return None
    return next((one.template for one in jrd.links if one.rel == SUBSCRIBE and "{uri}" in one.template), None)
