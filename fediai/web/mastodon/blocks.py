"""https://docs.joinmastodon.org/methods/blocks/ and mutes: the lists of both."""

from fediai.store.people import blocks
from fediai.web.http import Call, Response
from fediai.web.mastodon.entities.account import account
from fediai.web.mastodon.entities.time import iso
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Route


async def blocked(call: Call) -> Response:
    """Whom the caller shut out."""
    page = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await blocks.blocked_by(tx, call.account.id, page)
    return paged_response(call, [account(one, call.ctx.urls) for _, one in found], [n for n, _ in found], page)


async def muted(call: Call) -> Response:
    """Whom the caller does not want to hear, and until when: https://docs.joinmastodon.org/entities/MutedAccount/"""
    page = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await blocks.muted_by(tx, call.account.id, page)
    shown = [
        {**account(one, call.ctx.urls), "mute_expires_at": iso(until) if until else None} for _, one, until in found
    ]
    return paged_response(call, shown, [cursor for cursor, _, _ in found], page)


ROUTES = (
    Route("GET", "/api/v1/blocks", blocked, "read:blocks"),
    Route("GET", "/api/v1/mutes", muted, "read:mutes"),
)
