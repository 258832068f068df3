"""Lists and their pages as documents."""

from typing import Any

from activitypub.collections import Collection, Page
from activitypub.render.shape import document, present


def render_collection(collection: Collection) -> dict[str, Any]:
    """The list: its size and where it begins, or its few items at once."""
    body = present(
        id=collection.id,
        type="OrderedCollection",
        totalItems=collection.total,
        first=collection.first,
        last=collection.last,
    )
    if collection.first is None:
        body["orderedItems"] = list(collection.items)
    return document(body, plain=not has_objects(collection.items))


def render_page(page: Page) -> dict[str, Any]:
    """A part of the list."""
    body = present(
        id=page.id,
        type="OrderedCollectionPage",
        partOf=page.part_of,
        totalItems=page.total,
        next=page.next,
        prev=page.prev,
        orderedItems=list(page.items),
    )
    return document(body, plain=not has_objects(page.items))


def has_objects(items: tuple[Any, ...]) -> bool:
    """Are there embedded things, whose extra words need our context?"""
    return any(isinstance(item, dict) for item in items)
