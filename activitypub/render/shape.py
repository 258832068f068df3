"""How every document is shaped: context first, absent things absent."""

from typing import Any

from activitypub.documents import origin_of
from activitypub.terms import AS2_CONTEXT, CONTEXT, context_at

EMPTY: tuple[Any, ...] = (None, "", (), [], {})

# `cc: []` says "to nobody else", which some readers miss when it is absent; false is said, not meant.
ALWAYS = frozenset({"to", "cc", "orderedItems"})


def present(**members: Any) -> dict[str, Any]:
    """The members that say something. A trailing underscore frees a word of Python's."""
    named = {name.rstrip("_"): value for name, value in members.items()}
    return {name: value for name, value in named.items() if name in ALWAYS or value not in EMPTY}


def document(body: dict[str, Any], plain: bool = False) -> dict[str, Any]:
    """A document that stands alone; `plain` ones use AS2's own words only and stay small."""
    if plain:
        return {"@context": AS2_CONTEXT, **body}
    origin = origin_of(body.get("id") or "")
    return {"@context": context_at(origin) if origin else CONTEXT, **body}
