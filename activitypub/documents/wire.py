"""Bytes into a document, against everything Python's parser is too kind about (RFC 8259, I-JSON)."""

import json
import re
from math import isinf

from activitypub.documents.reading import Json
from activitypub.results import Reason, Refused

DEPTH_LIMIT = 32
SIZE_LIMIT = 1024 * 1024
LARGEST_INT = 2**63 - 1

# Two readers that take different ones of two `actor` keys can be played against each other.
ONLY_ONCE = frozenset({"id", "type", "actor", "object", "attributedTo", "@id", "@type", "@context"})
ESCAPED_TROUBLE = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
TROUBLE = re.compile(r"[\x00\ud800-\udfff]")


class Unacceptable(ValueError):
    """Raised inside the parser's hooks only; never leaves this module."""


def read_json(data: bytes, limit: int = SIZE_LIMIT) -> dict[str, Json] | Refused:
    """The one JSON object in `data`, shallow enough to walk and clean enough to store."""
    if len(data) > limit:
        return Refused(Reason.TOO_BIG, f"{len(data)} bytes")
    try:
        found = DECODER.decode(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as cause:
        return Refused(Reason.UNREADABLE, type(cause).__name__)
    if not isinstance(found, dict):
        return Refused(Reason.UNREADABLE, "not an object")
    if depth_over(found, DEPTH_LIMIT):
        return Refused(Reason.UNREADABLE, "nested too deep")
    return cleaned(found) if ESCAPED_TROUBLE.search(data) else found


def members(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """One object; what decides who speaks may be there only once."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs if name in ONLY_ONCE]
        if len(names) > len(set(names)):
            raise Unacceptable
    return found


def whole_number(digits: str) -> int:
    """Numbers beyond 64 bits become the largest one: no database takes more."""
    if len(digits) < 19:
        return int(digits)
    largest = -LARGEST_INT if digits.startswith("-") else LARGEST_INT
    return max(-LARGEST_INT, min(int(digits), LARGEST_INT)) if len(digits) < 25 else largest


def fraction(digits: str) -> float:
    """A finite number; `1e999` is none."""
    number = float(digits)
    if isinf(number):
        raise Unacceptable
    return number


def refuse_constant(name: str) -> Json:
    """NaN and Infinity are not JSON."""
    raise Unacceptable(name)


DECODER = json.JSONDecoder(
    object_pairs_hook=members,
    parse_int=whole_number,
    parse_float=fraction,
    parse_constant=refuse_constant,
)


def depth_over(found: Json, limit: int) -> bool:
    """Is anything nested deeper than `limit`? Walks by levels: the stack is what deep nesting attacks."""
    level = [found]
    for _ in range(limit):
        level = [child for container in level for child in containers(container)]
        if not level:
            return False
    return True


def containers(value: Json) -> list[Json]:
    """The objects and lists directly inside."""
    inside = value.values() if isinstance(value, dict) else value
    return [child for child in inside if isinstance(child, dict | list)]


def cleaned(value: Json) -> Json:
    """NUL and lone surrogates replaced, in keys too: PostgreSQL takes neither."""
    if isinstance(value, str):
        return TROUBLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    if isinstance(value, dict):
        return {cleaned(key): cleaned(item) for key, item in value.items()}
    return value
