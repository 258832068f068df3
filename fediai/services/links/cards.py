"""Cards below posts: the page that a post links to is asked for once, a little later than everybody else asks."""

import random
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from fediai.context import Context
from fediai.domain.errors import NotFound
from fediai.domain.links.cards import Card, card_of, link_in
from fediai.domain.links.webpages import Webpage
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Status
from fediai.domain.urls import mark_of
from fediai.media import images
from fediai.services.links.visiting import visit
from fediai.services.pictures.remote_media import developed, once
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.links import cards
from fediai.store.pictures import media
from fediai.store.posts import statuses

AT_FIRST, SPREAD = 2, 8  # seconds, of ours; a crowd of servers learns of far posts at the same moment
SPREAD_OF_FAR = 60
FRESH: Final = timedelta(days=7)
AGAIN: Final = timedelta(hours=6)  # after a page that had nothing to show


async def later(ctx: Context, tx: Transaction, status: Status, files: Sequence[Media] = ()) -> None:
    """The page it links to will be looked at; what shows pictures, or quotes, shows no card."""
    link = None if files or status.quote_id else link_in(status.content)
    if (link is None and status.card_id is None) or not ctx.settings.posting.link_cards:
        return
    after = timedelta(seconds=AT_FIRST + random.random() * (SPREAD if status.local else SPREAD_OF_FAR))
    host = urlsplit(link or "").hostname or "none"
    job = Job("card", {"status": status.id}, lane=f"card|{host}", unique_key=f"card|{status.id}", after=after)
    await jobs.enqueue(tx, job)


async def find(ctx: Context, status_id: int) -> None:
    """The card of a post is what its link shows by now, or none."""
    async with ctx.db.read() as tx:
        status = await statuses.by_id(tx, status_id)
        files = (await media.by_statuses(tx, [status_id])).get(status_id, ())
        link = None if status is None or files or status.quote_id else link_in(status.content)
        known = await cards.by_url(tx, link) if link else None
    if status is None:
        return
    wanted = link if ctx.settings.posting.link_cards and link and not ctx.urls.is_ours(link) else None
    if wanted and (known is None or ctx.clock() - known.fetched_at > (FRESH if known.title else AGAIN)):
        visited = await visit(ctx, wanted)
        async with ctx.db.write() as tx:
            known = await _keep(tx, wanted, visited[0] if visited else Webpage(), known)
    async with ctx.db.write() as tx:
        await cards.show(tx, status.id, status.content, known.id if wanted and known and known.title else None)


async def _keep(tx: Transaction, url: str, page: Webpage, known: Card | None) -> Card:
    """What did not answer this time stays as it was."""
    made = card_of(page, url, known.id if known else tx.new_id(), tx.now)
    if known is not None and not made.title:
        return known
    await cards.put(tx, made)
    return await cards.by_url(tx, url) or made


async def picture(ctx: Context, card_id: int, mark: str) -> str:
    """The key of our copy of a card's picture; `mark` comes from who knows its address."""
    async with ctx.db.read() as tx:
        found = (await cards.by_ids(tx, [card_id])).get(card_id)
    if found is None or not found.image_url or mark != mark_of(found.image_url):
        raise NotFound
    if found.image_file and ctx.files.exists(found.image_file):
        return found.image_file
    return await once(ctx, "card", card_id, partial(_fetch, ctx, found), partial(picture, ctx, card_id, mark))


async def _fetch(ctx: Context, card: Card) -> str:
    made = await developed(ctx, card.image_url)
    if isinstance(made, str):
        raise NotFound
    small = made.preview
    key = ctx.files.new_key(images.SUFFIXES[small.media_type])
    await ctx.files.save(key, small.data)
    async with ctx.db.write() as tx:
        kept = await cards.copied(
            tx, card, image_file=key, width=small.width, height=small.height, blurhash=made.blurhash
        )
    if not kept:
        await ctx.files.delete(key)
        raise NotFound
    return key
