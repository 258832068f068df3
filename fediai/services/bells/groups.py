"""A person's notifications in groups, with everything a door shows of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import NotFound
from fediai.domain.people.notifications import GROUPABLE, NotificationType, NotificationView
from fediai.domain.people.preferences import last_read
from fediai.domain.statuses import Leaf, Page, StatusView
from fediai.services.people import notifications
from fediai.store.bells import groups
from fediai.store.bells.groups import Group, Wanted
from fediai.store.database import Transaction
from fediai.store.people import accounts

EVERY = [*NotificationType]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A page of groups; each account and post that they name stands here once."""

    groups: tuple[Group, ...]
    accounts: dict[int, Account]
    statuses: dict[int, StatusView]
    cursors: tuple[int, ...]
    told: dict[int, NotificationView] = field(default_factory=dict)  # what more there is to say, by notification


def wanted(
    types: Sequence[NotificationType], grouped: Sequence[str], by: int = 0, *, kept_back: bool = False
) -> Wanted:
    """Unless some are named, every type that can be is put together."""
    together = [one.value for one in GROUPABLE if not grouped or one in grouped]
    return Wanted(types, together, by, kept_back or by != 0)


async def page(ctx: Context, tx: Transaction, viewer: Account, page: Page, wanted: Wanted) -> Grouped:
    """Newest first, in a fixed number of queries."""
    found = await groups.page(tx, viewer.id, page, wanted)
    return await _grouped(ctx, tx, viewer, found)


async def _grouped(ctx: Context, tx: Transaction, viewer: Account, found: Sequence[Group]) -> Grouped:
    everybody = {who for one in found for who in (one.latest.from_account_id, *one.senders)}
    people = await accounts.by_ids(tx, list(everybody))
    people = {who: one for who, one in people.items() if one.suspended_at is None}
    made = await notifications.views_among(ctx, tx, viewer, [one.latest for one in found], people)
    shown: dict[int, NotificationView] = {view.notification.id: view for view in made}
    about = {view.status.status.id: view.status for view in made if view.status}
    kept = tuple(one for one in found if one.latest.id in shown)
    told = {key: view for key, view in shown.items() if view.about is not None}
    return Grouped(kept, people, about, tuple(one.latest.id for one in found), told)


async def one(ctx: Context, tx: Transaction, viewer: Account, key: str) -> Grouped:
    """The group of this key; `NotFound` where there is none."""
    inside = await groups.members(tx, viewer.id, key, Page(1))
    if not inside:
        raise NotFound
    latest = inside[0]
    alone = key.startswith("ungrouped-")
    asked = Wanted(EVERY, [] if alone else [latest.type], 0, kept_back=True)
    found = await groups.page(tx, viewer.id, Page(1, max_id=latest.id + 1, since_id=latest.id - 1), asked)
    grouped = await _grouped(ctx, tx, viewer, found)
    if not grouped.groups:
        raise NotFound
    return grouped


async def people(tx: Transaction, viewer: Account, key: str, page: Page) -> Leaf[tuple[int, Account]]:
    """(cursor, account) of everybody in a group, the latest first."""
    inside = await groups.members(tx, viewer.id, key, page)
    known = await accounts.by_ids(tx, [one.from_account_id for one in inside])
    present = ((one.id, known[one.from_account_id]) for one in inside if one.from_account_id in known)
    return Leaf(present, [one.id for one in inside])


async def dismiss(tx: Transaction, viewer: Account, key: str) -> None:
    """The viewer does not want to see this group again."""
    await groups.dismiss(tx, viewer.id, key)


async def unread(tx: Transaction, viewer: Viewer, wanted: Wanted, limit: int) -> int:
    """How many groups have something after what was marked as read; counting stops at `limit`."""
    return await groups.unread(tx, viewer.account.id, last_read(viewer.user, "notifications"), limit, wanted)
