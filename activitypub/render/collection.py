"""Lists and their pages as documents."""

from typing import Any

from activitypub.collections import Collection, Page
from activitypub.render.shape import document, present


def render_collection(collection: Collection, context: bool = True) -> dict[str, Any]:
    """The list: its size and where it begins, its first page, its few items at once, or its size alone."""
    first = collection.first_page
    body = present(
        id=collection.id,
        type="OrderedCollection" if collection.ordered else "Collection",
        attributedTo=collection.attributed_to,
        totalItems=collection.total,
        first=render_page(first, context=False) if first else collection.first,
        last=collection.last,
    )
    if "first" not in body and (collection.items or not collection.total):  # an empty list of five would be a lie
        body |= listed(collection)
    return document(body, plain=not has_objects(collection.items)) if context else body


def render_page(page: Page, context: bool = True) -> dict[str, Any]:
    """A part of the list."""
    body = present(
        id=page.id,
        type="OrderedCollectionPage" if page.ordered else "CollectionPage",
        partOf=page.part_of,
        totalItems=page.total,
        next=page.next,
        prev=page.prev,
    )
    body |= listed(page)
    return document(body, plain=not has_objects(page.items)) if context else body


def listed(part: Collection | Page) -> dict[str, Any]:
    """Its items under the name that says whether their order means anything."""
    return {"orderedItems" if part.ordered else "items": list(part.items)}


def has_objects(items: tuple[Any, ...]) -> bool:
    """Are there embedded things, whose extra words need our context?"""
    return any(isinstance(item, dict) for item in items)
