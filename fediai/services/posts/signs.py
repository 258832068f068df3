"""Emoji that people elsewhere answer a post with: they come, ring the author's bell like a favourite, and go."""

from collections.abc import Sequence

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.people.notifications import NotificationType
from fediai.domain.posts.signs import MOST_KINDS, MOST_OF_ONE, Sign, emoji_in, shortcode_in
from fediai.domain.statuses import Status
from fediai.services.people import notifications
from fediai.services.posts.arrivals import is_there_for
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import emojis
from fediai.store.posts import signs, statuses


def read(said: str, icon_url: str | None) -> Sign | None:
    """An emoji, or the picture that came along with its name; anything else is no sign."""
    emoji = emoji_in(said)
    if emoji is not None:
        return Sign(emoji, 1)
    name = shortcode_in(said)
    return Sign(name, 1, icon_url) if name and icon_url else None


async def receive(tx: Transaction, by: Account, status: Status, sign: Sign, uri: str) -> int | None:
    """The id of what is new; None for what came before, was taken back before it came, or is one too many."""
    if not await is_there_for(tx, by, status) or await statuses.is_buried(tx, uri, by.uri):
        return None
    own, kinds = await signs.room(tx, by.id, status.id, sign.name)
    if own >= MOST_OF_ONE or kinds > MOST_KINDS:
        return None
    made = await signs.insert_new(tx, by.id, status.id, sign, uri)
    if made is not None:
        await statuses.bump(tx, status.id, "reactions_count", 1)
        if sign.url:
            await emojis.met(tx, by.domain, [{"shortcode": sign.name, "url": sign.url}])
    return made


async def ring(ctx: Context, tx: Transaction, by: Account, status: Status, sign: Sign, made: int) -> None:
    """Clients know no bell of its own: it rings as a favourite, and says beside which emoji it was."""
    author = await accounts.by_id(tx, status.account_id)
    if author is not None:
        cause = _cause(status.id, sign.name)
        await notifications.notify(ctx, tx, NotificationType.FAVOURITE, author, by, status.id, cause, made)


async def take_back(
    tx: Transaction, by: Account, uris: Sequence[str], status: Status | None = None, said: str = ""
) -> bool:
    """By the ids of what said them, or by the post and the emoji; False when there were none."""
    name = emoji_in(said) or shortcode_in(said) or ""
    gone = await signs.take(tx, by.id, uris, status.id if status else 0, name)
    for about, sign in gone:
        await statuses.bump(tx, about, "reactions_count", -1)
        of = await statuses.by_id(tx, about)
        author = await accounts.by_id(tx, of.account_id) if of else None
        if author is not None:
            await notifications.take_back(tx, NotificationType.FAVOURITE, author, by, _cause(about, sign))
    return bool(gone)


def _cause(status_id: int, name: str) -> str:
    return f"{status_id}/{name}"
