"""URL → what it shows, reply → what it answers, list → what is in it."""

from collections.abc import Callable

from activitypub.actors import Actor, read_actor
from activitypub.collections import Page, item_ids, read_collection, read_page
from activitypub.documents import Document, safe_url, type_of
from activitypub.lookup.steps import Plan, fetch_own
from activitypub.objects import Note, Tombstone, read_object
from activitypub.objects.tags import read_hashtags
from activitypub.results import Refused
from activitypub.terms import ACTOR_TYPES

ANCESTOR_LIMIT = 50
PAGE_LIMIT = 5
ITEM_LIMIT = 500
OTHERS = "only_other_accounts"  # the word that Mastodon and GoToSocial have for answers of others than the author


def find_by_url(url: str) -> Plan[Actor | Note | Tombstone | Refused]:
    """The actor or post that a URL stands for, be it the id or the page that people copy."""
    found = yield from fetch_own(url)
    return found if isinstance(found, Refused) else read_any(found.doc)


def read_any(document: Document) -> Actor | Note | Tombstone | Refused:
    """An actor or a post, as the type says."""
    return read_actor(document) if type_of(document) in ACTOR_TYPES else read_object(document)


def unknown(url: str) -> bool:
    """Nothing is known yet."""
    return False


def find_ancestors(
    url: str | None, known: Callable[[str], bool] = unknown, limit: int = ANCESTOR_LIMIT
) -> Plan[tuple[Note, ...]]:
    """The posts above, oldest first, from `url` up to one that is known, missing, or already seen.

    A chain may be endless or bite its own tail: at most `limit` fetches, each id once.
    """
    above: dict[str, Note] = {}
    while url and url not in above and not known(url) and len(above) < limit:
        found = yield from find_by_url(url)
        if not isinstance(found, Note) or found.id in above:
            break
        above[found.id] = found
        url = found.in_reply_to
    return tuple(reversed(above.values()))


def find_hashtags(url: str) -> Plan[tuple[str, ...]]:
    """The topics in a list that came in one piece, without their `#`: they are words and need no origin."""
    found = yield from fetch_own(url)
    collection = found if isinstance(found, Refused) else read_collection(found.doc)
    if isinstance(collection, Refused):
        return ()
    page = collection.first_page
    if page is None and not collection.items:
        page = yield from next_page(collection.first, set(), 1)
    return read_hashtags([*collection.items, *(page.items if page else ())])


def find_items(url: str, pages: int = PAGE_LIMIT, limit: int = ITEM_LIMIT) -> Plan[tuple[str, ...]]:
    """The ids in a list, page by page, as far as patience goes; ids only, items elsewhere lie."""
    start = yield from fetch_own(url)
    if isinstance(start, Refused):
        return ()
    collection = read_collection(start.doc)
    if isinstance(collection, Refused):
        return ()
    found = list(item_ids(collection.items))
    page, following = collection.first_page, with_own(collection.first)
    seen: set[str] = set()
    while len(found) < limit:
        if page is None:
            page = yield from next_page(following, seen, pages)
        if page is None:
            break
        found += page.ids()
        following, page = page.next, None
    return tuple(dict.fromkeys(found))[:limit]


def with_own(url: str | None) -> str | None:
    """The first page of all answers: GoToSocial's own leaves the author's out, and so whole threads of one person."""
    return url.replace(f"{OTHERS}=true", f"{OTHERS}=false") if url else None


def next_page(url: str | None, seen: set[str], pages: int) -> Plan[Page | None]:
    """The page at `url`, unless there is none, it was read already, or enough were read."""
    if safe_url(url) is None or url is None or url in seen or len(seen) >= pages:
        return None
    seen.add(url)
    answer = yield from fetch_own(url)
    page = answer if isinstance(answer, Refused) else read_page(answer.doc)
    return None if isinstance(page, Refused) else page
