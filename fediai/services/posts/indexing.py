"""Which posts search learns, and when: ours; what others publish who want to be found; what is said to our people.

Those last, and what our people favour or bookmark, only they find: it is their library. (`store.search.posts` sees
to that, and so does `services.search`, which asks once more before it shows what is somebody else's.)
"""

from collections.abc import Iterable

from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.consent import Purpose, judge
from fediai.domain.pictures.media import Media
from fediai.domain.posts.words import searchable
from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.services import consent
from fediai.store.database import Transaction
from fediai.store.pictures import media
from fediai.store.search import words


async def learn(
    tx: Transaction, author: Account, status: Status, files: Iterable[Media], named: Iterable[Account] = ()
) -> None:
    """A new post, or what it says since its edit; a reader's library keeps step."""
    if _may(author, status, named) or (status.edited_at is not None and await words.is_known(tx, status.id)):
        await words.keep(tx, status.id, _words(status, files))


def _may(author: Account, status: Status, named: Iterable[Account]) -> bool:
    if author.is_local or any(one.is_local for one in named):
        return True
    if status.visibility is not Visibility.PUBLIC:
        return False
    return bool(consent.told(status, Purpose.INDEX, None, judge(author, Purpose.INDEX, tags=status.tags)))


async def keep_for_reader(tx: Transaction, status: Status) -> None:
    """One of ours favoured or bookmarked it: it is in their library now."""
    if status.local or await words.is_known(tx, status.id):
        return
    files = (await media.by_statuses(tx, [status.id])).get(status.id, ())
    await words.keep(tx, status.id, _words(status, files))


def _words(status: Status, files: Iterable[Media]) -> str:
    described = (file.description or "" for file in files)
    return searchable(status.spoiler_text, text.plain(status.content), *described)
