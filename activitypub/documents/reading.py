"""One-or-many, id-or-object, text-or-map: the shapes in which peers write the same thing."""

from collections.abc import Mapping
from typing import Any

from activitypub.documents.urls import safe_url
from activitypub.terms import short_name

LIST_LIMIT = 1000  # nobody addresses more; without a cap one document costs seconds further on
TEXT_LIMIT = 100_000
LANGUAGE_LIMIT = 50
LARGEST_COUNT = 2**53 - 1  # what JavaScript clients still count exactly

Json = Any  # what json.loads may return: strangers decide which
Document = Mapping[str, Any]


def many(value: Json, limit: int = LIST_LIMIT) -> list[Json]:
    """The things meant, whether one came alone or in a list; at most `limit` of them."""
    if value is None:
        return []
    return value[:limit] if isinstance(value, list) else [value]


def one(value: Json) -> Json:
    """The thing meant, or the first where several came; one level only, lists nest a thousand deep."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


def id_of(value: Json) -> str | None:
    """The id of a thing that may be an id, an object, or a list of either.

    Asked forty times for one post, and so without `match`, whose `str(found)` takes five times as long to say yes.
    """
    found = one(value)
    if isinstance(found, dict):
        found = found.get("id")
    return found if isinstance(found, str) else None


def ids_of(value: Json, limit: int = LIST_LIMIT) -> list[str]:
    """The ids of all things meant, each once, in their order."""
    found = (id_of(item) for item in many(value, limit) if not isinstance(item, list))
    return list(dict.fromkeys(item for item in found if item))


def type_of(document: Document) -> str:
    """The first type name in its short form, or nothing. Types come as a word, an IRI or a list."""
    found = one(document.get("type"))
    return short_name(found) if isinstance(found, str) else ""


def nested(value: Json) -> Document | None:
    """The embedded object, where there is one."""
    found = one(value)
    return found if isinstance(found, dict) else None


def text_of(value: Json, limit: int = TEXT_LIMIT) -> str:
    """The text, cut at `limit`; also from a language value or a list, else nothing."""
    match one(value):
        case str(found) | {"@value": str(found)}:
            return found[:limit]
        case _:
            return ""


def language_map(value: Json) -> dict[str, str]:
    """Texts by language tag (AS2 §4.7.1), without whatever is not one."""
    if not isinstance(value, dict):
        return {}
    pairs = ((tag, text) for tag, text in list(value.items())[:LANGUAGE_LIMIT] if len(tag) <= 35)
    return {tag: text[:TEXT_LIMIT] for tag, text in pairs if isinstance(text, str)}


def flag_of(value: Json, default: bool = False) -> bool:
    """True or false where one was said; also from the strings that some XML-born software sends."""
    match one(value):
        case bool(found):
            return found
        case "true" | "false" as found:
            return bool(found == "true")
        case _:
            return default


def count_of(value: Json) -> int | None:
    """A number of things: not negative, not beyond what everybody can count."""
    match one(value):
        case bool():
            return None
        case int(found) | float(found):
            return max(0, min(int(found), LARGEST_COUNT))
        case _:
            return None


def address_of(value: Json) -> str | None:
    """The first safe URL of a URL, a Link, an Image, or a list of them."""
    for item in many(value, 50):
        match item:
            case str(found) | {"href": str(found)} | {"url": str(found)}:
                pass
            case {"url": inner}:
                found = address_inside(inner)
            case _:
                continue
        if safe := safe_url(found):
            return safe
    return None


def address_inside(inner: Json) -> str:
    """The address in `{"url": {"href": …}}` or `{"url": [{"href": …}]}`."""
    match one(inner):
        case str(found) | {"href": str(found)}:
            return found
        case _:
            return ""
