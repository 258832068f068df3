"""Lists of things in pages: outboxes, followers, replies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from activitypub.documents import Document, count_of, id_of, many, nested, safe_url, same_origin, type_of
from activitypub.results import Reason, Refused

ITEM_LIMIT = 500
COLLECTION_TYPES = frozenset({"Collection", "OrderedCollection"})
PAGE_TYPES = frozenset({"CollectionPage", "OrderedCollectionPage"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A list as a whole; `items` only where it came, or goes out, in one piece."""

    id: str
    attributed_to: str | None = None
    ordered: bool = True
    total: int | None = None
    first: str | None = None
    last: str | None = None
    items: tuple[Any, ...] = ()
    first_page: "Page | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a list, and where the neighbouring parts are."""

    id: str
    part_of: str
    ordered: bool = True
    items: tuple[Any, ...] = ()
    next: str | None = None
    prev: str | None = None
    total: int | None = None

    def ids(self) -> tuple[str, ...]:
        """What is in it, by id: embedded items are only hints (FEP-fe34)."""
        return item_ids(self.items)


def item_ids(items: Sequence[Any]) -> tuple[str, ...]:
    """The safe ids among items, each once."""
    found = (safe_url(id_of(item)) for item in items if not isinstance(item, list))
    return tuple(dict.fromkeys(item for item in found if item))


def read_collection(document: Document) -> Collection | Refused:
    """The list; its first page may be embedded (GoToSocial, Mastodon replies)."""
    collection_id = safe_url(document.get("id"))
    if collection_id is None or type_of(document) not in COLLECTION_TYPES:
        return Refused(Reason.MALFORMED, "no collection")
    embedded = nested(document.get("first"))
    page = read_page(embedded, collection_id) if embedded else None
    return Collection(
        id=collection_id,
        total=count_of(document.get("totalItems")),
        first=near(collection_id, document.get("first")),
        last=near(collection_id, document.get("last")),
        items=items_of(document),
        first_page=None if isinstance(page, Refused) else page,
    )


def read_page(document: Document, collection_id: str = "") -> Page | Refused:
    """A part of the list; an embedded one may have no id of its own."""
    page_id = safe_url(document.get("id")) or safe_url(collection_id)
    if page_id is None or type_of(document) not in PAGE_TYPES:
        return Refused(Reason.MALFORMED, "no page")
    return Page(
        id=page_id,
        part_of=near(page_id, document.get("partOf")) or collection_id,
        items=items_of(document),
        next=near(page_id, document.get("next")),
        prev=near(page_id, document.get("prev")),
        total=count_of(document.get("totalItems")),
    )


def items_of(document: Document) -> tuple[Any, ...]:
    """Its items, at most five hundred: a million inlined ones cost the reader, not the sender."""
    return tuple(many(document.get("orderedItems") or document.get("items"), ITEM_LIMIT))


def near(own_id: str, value: Any) -> str | None:
    """An address under the same origin: pages elsewhere would be somebody else's list."""
    found = safe_url(id_of(value))
    return found if same_origin(found, own_id) else None
