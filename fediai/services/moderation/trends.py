"""A moderator decides what may be recommended: said, and written down."""

from fediai.domain.errors import NotFound
from fediai.domain.links.cards import Card
from fediai.domain.moderation.audit import About, Deed
from fediai.domain.moderation.sanctions import Staff
from fediai.services.moderation import audit
from fediai.store.database import Transaction
from fediai.store.links import cards
from fediai.store.moderation import trends
from fediai.store.posts import statuses

STATUS, TAG, LINK = "status", "tag", "link"


async def decide_tag(tx: Transaction, by: Staff, name: str, *, trendable: bool) -> None:
    """A hashtag, used already or not."""
    await trends.decide(tx, TAG, name, trendable=trendable)
    await audit.record(tx, by, Deed.DECIDE_TREND, About("trend", f"#{name}"), trendable=trendable)


async def decide_status(tx: Transaction, by: Staff, id: int, *, trendable: bool) -> None:
    """A post."""
    found = await statuses.by_id(tx, id)
    if found is None:
        raise NotFound
    await trends.decide(tx, STATUS, str(id), trendable=trendable)
    await audit.record(tx, by, Deed.DECIDE_TREND, About("trend", found.url or found.uri, id), trendable=trendable)


async def decide_link(tx: Transaction, by: Staff, id: int, *, trendable: bool) -> Card:
    """A page."""
    found = (await cards.by_ids(tx, [id])).get(id)
    if found is None:
        raise NotFound
    await trends.decide(tx, LINK, str(id), trendable=trendable)
    await audit.record(tx, by, Deed.DECIDE_TREND, About("trend", found.url, id), trendable=trendable)
    return found
