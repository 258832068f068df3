"""A status of ours by its address, for whoever may see it; what was deleted as its tombstone."""

from collections.abc import Mapping
from typing import Any

from activitypub.render import render_tombstone
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.statuses import StatusView
from fediai.domain.visibility import OPEN
from fediai.federation.translate.note import tombstone_of
from fediai.services.posts import views
from fediai.store.posts import statuses
from fediai.web.federation.documents import answer
from fediai.web.federation.readers import check_may_read, is_signed, local_account, reader
from fediai.web.http import Call, Response


def answer_about(view: StatusView, document: Mapping[str, Any]) -> Response:
    """What concerns a status is as private as the status."""
    return answer(document, private=view.status.visibility not in OPEN)


async def found_status(call: Call) -> StatusView | Response:
    """The status of this account under this id; 404 for eyes it is not for, 410 once it was deleted."""
    viewer = await check_may_read(call)
    account = await local_account(call)
    uri = call.ctx.urls.status(account.username, call.id())
    async with call.ctx.db.read() as tx:
        gone = await statuses.is_buried(tx, uri)
    if gone:
        return answer(render_tombstone(tombstone_of(uri)), status=410)
    try:
        return await _seen(call, account, viewer)
    except NotFound:
        if viewer is not None or not is_signed(call):
            raise
    return await _seen(call, account, await reader(call))


async def _seen(call: Call, account: Account, viewer: Account | None) -> StatusView:
    async with call.ctx.db.read() as tx:
        found = await views.visible(call.ctx, tx, viewer, call.id())
        if found.account_id != account.id or found.is_pending or found.id != call.id():
            raise NotFound
        return await views.view(call.ctx, tx, viewer, found)
