"""Ringing somebody's bell, and showing what rang."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import NotFound
from fediai.domain.events import Notified
from fediai.domain.people.notifications import TO_ONESELF, Notification, NotificationType, NotificationView
from fediai.domain.people.policies import Verdict
from fediai.domain.people.preferences import last_read
from fediai.domain.statuses import Leaf, Page
from fediai.services.bells import about as abouts
from fediai.services.bells import policy
from fediai.services.people import phones
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.people import accounts, notifications
from fediai.store.people.notifications import Marks
from fediai.store.posts import statuses


async def notify(
    ctx: Context,
    tx: Transaction,
    type: NotificationType,
    to: Account,
    by: Account,
    status_id: int | None = None,
    cause: str = "",
    about_id: int | None = None,
) -> Notification | None:
    """Rings for somebody of ours, once per cause (left out: the status, or the two people).

    None when it rang before, or when one of the two does not want to hear of the other. What the person's policy
    keeps back is written, and rings nowhere.
    """
    own = to.id == by.id and type not in TO_ONESELF
    if not to.is_local or own or (by.suspended_at is not None and type not in TO_ONESELF):
        return None
    verdict = await policy.verdict(tx, type, to, by, status_id)
    if verdict is Verdict.DROP:
        return None
    marks = Marks(key_of(type, to, by, cause or str(status_id or "")), verdict is Verdict.FILTER, about_id)
    made = await notifications.insert_wanted(tx, type, to.id, by.id, status_id, marks)
    if made is not None and not marks.filtered:
        tx.emit(Notified(made.id, to.id))
        await phones.push_later(tx, made)
    return made


async def take_back(tx: Transaction, type: NotificationType, to: Account, by: Account, cause: str = "") -> None:
    """What rang is undone: an unfollow, a favourite taken back."""
    await notifications.forget(tx, key_of(type, to, by, cause))


def key_of(type: NotificationType, to: Account, by: Account, cause: str) -> str:
    """Favouring, taking it back and favouring again has one key, so nobody rings twice with it."""
    return f"{type}/{to.id}/{by.id}/{cause}"


def wanted(types: Collection[str], exclude: Collection[str]) -> list[NotificationType]:
    """The types asked for (none named: all), without the excluded; words we do not know are passed over."""
    return [t for t in NotificationType if (not types or t in types) and t not in exclude]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which types, of whom (0: anybody), and whether with what was kept back."""

    types: Sequence[NotificationType]
    by_id: int = 0
    kept_back: bool = False


async def page(ctx: Context, tx: Transaction, viewer: Account, page: Page, wanted: Wanted) -> Leaf[NotificationView]:
    """The viewer's notifications, newest first, in a fixed number of queries."""
    found = await notifications.page(tx, viewer.id, page, wanted.types, wanted.by_id, kept_back=wanted.kept_back)
    return Leaf(await views_of(ctx, tx, viewer, found), [one.id for one in found])


async def one(ctx: Context, tx: Transaction, viewer: Account, id: int) -> NotificationView:
    """One of the viewer's notifications."""
    found = await notifications.one(tx, viewer.id, id)
    shown = await views_of(ctx, tx, viewer, [found] if found else [])
    if not shown:
        raise NotFound
    return shown[0]


async def views_of(
    ctx: Context, tx: Transaction, viewer: Account, found: Sequence[Notification]
) -> list[NotificationView]:
    """Those whose senders and posts are still to be seen, with both."""
    return await views_among(
        ctx, tx, viewer, found, await accounts.by_ids(tx, list({n.from_account_id for n in found}))
    )


async def views_among(
    ctx: Context, tx: Transaction, viewer: Account, found: Sequence[Notification], known: Mapping[int, Account]
) -> list[NotificationView]:
    """The same, with the senders at hand."""
    people = {one.id: one for one in known.values() if one.suspended_at is None}
    about = await statuses.by_ids(tx, [n.status_id for n in found if n.status_id is not None])
    shown = {view.status.id: view for view in await views.views(ctx, tx, viewer, list(about.values()), known.values())}
    told = await abouts.about_of(tx, found)
    return [
        NotificationView(n, people[n.from_account_id], shown.get(n.status_id or 0), told.get(n.id))
        for n in found
        # A status may have become invisible to the viewer since; without it the notification says nothing.
        if n.from_account_id in people and (n.status_id is None or n.status_id in shown)
    ]


async def clear(tx: Transaction, viewer: Account) -> None:
    """The viewer starts with an empty list."""
    await notifications.clear(tx, viewer.id)


async def dismiss(tx: Transaction, viewer: Account, id: int) -> None:
    """The viewer does not want to see this one again; dismissing it twice is no error."""
    await notifications.dismiss(tx, viewer.id, id)


async def unread(tx: Transaction, viewer: Viewer, types: Sequence[NotificationType], limit: int) -> int:
    """How many came after the last one that was marked as read; counting stops at `limit`."""
    above = last_read(viewer.user, "notifications")
    return await notifications.count_newer(tx, viewer.account.id, above, types, limit)
