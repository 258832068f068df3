"""JSON-LD for documents that do not write plain names; only bundled contexts, never the network."""

from functools import cache
from typing import Any

from activitypub.documents import Document, Json
from activitypub.terms import CONTEXT

NODE_LIMIT = 2_000  # expanding 20,000 nodes takes seconds, and a stranger chooses how many

# Re-rooting keywords let one signed text read as another (CVE-2026-42462); no plain document has them.
REROOTING = frozenset({"@graph", "@included", "@reverse", "@nest"})


def plain(document: Document) -> Document:
    """The document under the names we know: itself on the usual way, else compacted with our context."""
    if "type" in document or not is_foreign(document):
        return document
    found = compacted(document)
    return document if found is None else found


def is_foreign(document: Document) -> bool:
    """Does it name its type only in JSON-LD's own way?"""
    return any(name == "@type" or ":" in name for name in document)


def compacted(document: Document) -> Document | None:
    """The document against our own context, or nothing where it cannot be read safely."""
    if not is_tame(document):
        return None
    jsonld, loader = processor()
    try:
        found = jsonld.compact(document, CONTEXT, {"documentLoader": loader})
    except (jsonld.JsonLdError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None  # pyld answers some malformed contexts with whatever its code ran into
    return found if isinstance(found, dict) else None


def is_tame(document: Document) -> bool:
    """Small enough, and free of what moves its root; counted before the processor sees it."""
    level: list[Json] = [document]
    seen = 0
    while level:
        seen += len(level)
        names = {name for item in level if isinstance(item, dict) for name in item}
        words = {item for item in level if isinstance(item, str)}
        if seen > NODE_LIMIT or REROOTING & (names | words):
            return False
        level = [child for item in level for child in children(item)]
    return True


def children(value: Json) -> list[Json]:
    """What lies directly inside."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


@cache
def processor() -> tuple[Any, Any]:
    """pyld with its frozen contexts; imported when first needed, for most servers never."""
    from pyld import FrozenDocumentLoader, jsonld

    return jsonld, FrozenDocumentLoader()
