"""What the bells of moderation, and those of emoji, are about: loaded only for pages that hold such a bell."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from fediai.domain.people.notifications import About, Notification, NotificationType, ReportView
from fediai.store.database import Transaction
from fediai.store.moderation import reports, strikes
from fediai.store.people import accounts
from fediai.store.posts import signs

Loader = Callable[[Transaction, Sequence[int]], Awaitable[Mapping[int, About]]]


async def _reports(tx: Transaction, ids: Sequence[int]) -> Mapping[int, About]:
    found = await reports.by_ids(tx, ids)
    people = await accounts.by_ids(tx, [one.target_id for one in found.values()])
    return {key: ReportView(one, people[one.target_id]) for key, one in found.items() if one.target_id in people}


LOADERS: Mapping[NotificationType, Loader] = {
    NotificationType.FAVOURITE: signs.by_ids,
    NotificationType.ADMIN_REPORT: _reports,
    NotificationType.MODERATION_WARNING: strikes.by_ids,
    NotificationType.SEVERED_RELATIONSHIPS: strikes.severances_by_ids,
}


async def about_of(tx: Transaction, several: Sequence[Notification]) -> dict[int, About]:
    """By the id of the notification."""
    found: dict[int, About] = {}
    for kind, load in LOADERS.items():
        asked = {one.about_id: one.id for one in several if one.type is kind and one.about_id is not None}
        known = await load(tx, list(asked)) if asked else {}
        found |= {asked[key]: about for key, about in known.items()}
    return found
