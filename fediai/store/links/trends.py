"""Pages that many people link to, and the posts that do."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, Text, bindparam, cast, func, select

from fediai.domain.ids import first_at
from fediai.domain.links.cards import Card
from fediai.domain.statuses import Page, Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.links.cards import CARD_COLUMNS, card_from
from fediai.store.moderation.trends import unrefused
from fediai.store.paging import paged, rows_of
from fediai.store.posts.sight import unsilenced, wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import there
from fediai.store.tables import accounts, preview_cards, statuses

_PUBLIC = (
    statuses.c.visibility == Visibility.PUBLIC.value,
    statuses.c.reblog_of_id.is_(None),
    unsilenced(),
)
# As at Mastodon, whose app for iOS decodes no page of trends with a link that has no picture.
_PICTURED = preview_cards.c.image_url != ""
_LATELY = statuses.c.id > bindparam("since", type_=BigInteger())
_UNREFUSED = unrefused("link", cast(preview_cards.c.id, Text))
_people = func.count(statuses.c.account_id.distinct())


def _links(*where: Any) -> Select[Any]:
    return (
        select(*CARD_COLUMNS)
        .join(statuses, statuses.c.card_id == preview_cards.c.id)
        .where(*_PUBLIC, _LATELY, _PICTURED, *where)
        .group_by(preview_cards.c.id)
        .order_by(_people.desc(), preview_cards.c.id.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )


# By whether those are wanted, too, that moderators refused.
_LINKS = {True: _links(), False: _links(_UNREFUSED)}


async def links(tx: Transaction, since: datetime, limit: int, offset: int, *, refused: bool = False) -> list[Card]:
    """Pages that public posts link to, those that most people did first."""
    rows = await tx.all(_LINKS[refused], since=first_at(since), viewer=0, limit=limit, offset=offset)
    return [card_from(row) for row in rows]


_shared = there(select(statuses.c.id).where(statuses.c.card_id == preview_cards.c.id, *_PUBLIC, _LATELY))
_TRENDING = select(*CARD_COLUMNS).where(preview_cards.c.url == bindparam("url"), _shared, _PICTURED, _UNREFUSED)


async def trending(tx: Transaction, url: str, since: datetime) -> Card | None:
    """The page at this address, if it is one of `links`."""
    row = await tx.first(_TRENDING, url=url, since=first_at(since), viewer=0)
    return card_from(row) if row else None


_discoverable = there(select(accounts.c.id).where(accounts.c.id == statuses.c.account_id, accounts.c.discoverable))
_POSTS = paged(
    select(*STATUS_COLUMNS).where(
        statuses.c.card_id == bindparam("card", type_=BigInteger()), *_PUBLIC, _discoverable, wanted()
    ),
    statuses.c.id,
)


async def posts(tx: Transaction, viewer: int, card: int, page: Page) -> list[Status]:
    """Public posts that link to this page, by people who want to be found."""
    return [status_from(row) for row in await rows_of(tx, _POSTS, page, viewer=viewer, card=card, now=tx.now)]
