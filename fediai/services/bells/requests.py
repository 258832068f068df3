"""People who were kept back: looked at, let in, or sent on."""

from collections.abc import Sequence
from dataclasses import dataclass

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.events import NotificationsMerged
from fediai.domain.statuses import Page, StatusView
from fediai.services.posts import views
from fediai.store.bells import requests
from fediai.store.bells.requests import Request
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import sight


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with who it is, and the last post that they rang with as far as it is still to be seen."""

    request: Request
    account: Account
    status: StatusView | None


async def page(ctx: Context, tx: Transaction, owner: Account, page: Page) -> tuple[list[RequestView], list[int]]:
    """(requests, cursors); whoever was kept back first comes last."""
    found = await requests.page(tx, owner.id, page)
    return await _views(ctx, tx, owner, found), [one.id for one in found]


async def one(ctx: Context, tx: Transaction, owner: Account, id: int) -> RequestView:
    """One of them."""
    senders = await requests.senders(tx, owner.id, [id])
    found = await requests.of_sender(tx, owner.id, senders[0]) if senders else None
    shown = await _views(ctx, tx, owner, [found] if found else [])
    if not shown:
        raise NotFound
    return shown[0]


async def _views(ctx: Context, tx: Transaction, owner: Account, found: Sequence[Request]) -> list[RequestView]:
    people = await accounts.by_ids(tx, [one.from_account_id for one in found])
    ids = [one.last_status_id for one in found if one.last_status_id is not None]
    posts = await sight.statuses_seen(tx, owner.id, ids) if ids else {}
    shown = {view.status.id: view for view in await views.views(ctx, tx, owner, list(posts.values()), people.values())}
    return [
        RequestView(one, who, shown.get(one.last_status_id or 0))
        for one in found
        if (who := people.get(one.from_account_id)) and who.suspended_at is None
    ]


async def accept(tx: Transaction, owner: Account, ids: Sequence[int]) -> None:
    """They ring from now on, and what was kept back is shown at once."""
    by = await requests.senders(tx, owner.id, ids)
    if by:
        await requests.let_in(tx, owner.id, by)
        tx.emit(NotificationsMerged(owner.id))


async def dismiss(tx: Transaction, owner: Account, ids: Sequence[int]) -> None:
    """What was kept back is gone; the next time they are kept back again."""
    await requests.dismiss(tx, owner.id, await requests.senders(tx, owner.id, ids))
