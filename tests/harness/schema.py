"""Every JSON answer of the client API, held against the generated OpenAPI description of Mastodon's, where that is at hand."""

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.harness import tally
from tests.harness.asgi import Answer
from tests.harness.rules import broken

PLACES = [
    os.environ.get("FEDIAI_MASTODON_OPENAPI", ""),
    str(Path(__file__).parents[3] / "shared/data/mastodon-openapi.json"),
]

# Where the description is stricter than the servers that clients know: what it may say, and why we leave it so.
QUIRKS: dict[tuple[str, str], tuple[str, str]] = {
    ("DELETE", "/api/v1/statuses/{id}"): ("content", "real servers answer a deletion without the rendered content"),
    **dict.fromkeys(
        ((method, "/api/v1/push/subscription") for method in ("GET", "POST", "PUT")),
        ("is not of type 'string'", "documented as text, sent as a number: apps decode nothing else"),
    ),
    ("GET", "/api/v1/filters"): ("not of type 'object'", "documented as a list, described as one filter"),
}
_SPOKEN = re.compile(r"/api/v[12]/(?!streaming/health|exports/)")  # JSON, always; lists to take along are CSV
# Paths that it does not know, but would take for others of the same length.
UNKNOWN = frozenset({"/api/v1/notifications/policy"})


@lru_cache(maxsize=1)
def _described() -> dict[str, Any] | None:
    path = next((Path(place) for place in PLACES if place and Path(place).is_file()), None)
    return _mended(json.loads(path.read_text())) if path else None


def _mended(described: dict[str, Any]) -> dict[str, Any]:
    """Whatever is a Quote is a ShallowQuote by its words, too: "one of the two" would be true of nothing."""
    for schema in described["components"]["schemas"].values():
        quote = schema.get("properties", {}).get("quote", {})
        if "oneOf" in quote:
            quote["anyOf"] = quote.pop("oneOf")
    return described


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return Registry().with_resource("urn:api", Resource(_described(), DRAFT202012))


@lru_cache(maxsize=1)
def _paths() -> list[tuple[re.Pattern[str], str]]:
    described = _described() or {"paths": {}}
    exact_first = sorted(described["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path) + "/?$"), path) for path in exact_first]


@lru_cache(maxsize=512)
def _validator(method: str, path: str, status: int) -> Draft202012Validator | None:
    described = _described()
    assert described is not None
    operation = described["paths"][path].get(method.lower(), {})
    if str(status) not in operation.get("responses", {}):
        return None
    content = operation["responses"][str(status)].get("content", {})
    if "application/json" not in content:
        return None
    steps = ["paths", path, method.lower(), "responses", str(status), "content", "application/json", "schema"]
    pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
    return Draft202012Validator({"$ref": f"urn:api#/{pointer}"}, registry=_registry())


def complaints(method: str, target: str, status: int, body: bytes) -> list[str]:
    """What the description objects to in this answer; nothing when it does not know the route."""
    if _described() is None or not target.startswith("/api/v") or status >= 400:
        return []
    bare = target.partition("?")[0]
    path = next((path for pattern, path in _paths() if pattern.match(bare)), None)
    if path is None or bare in UNKNOWN:
        return []
    allowed, _reason = QUIRKS.get((method, path), ("", ""))
    validator = _validator(method, path, status)
    if validator is None:
        return []
    found = sorted(validator.iter_errors(json.loads(body)), key=lambda error: error.json_path)
    found = [error for error in found if not allowed or allowed not in error.message]
    return [f"{method} {path} {error.json_path}: {error.message[:200]}" for error in found[:5]]


def judged(method: str, target: str, answer: Answer) -> list[str]:
    """Both: what the description and what our own rules object to; and the tally of it."""
    described = complaints(method, target, answer.status, answer.body)
    is_json = target.startswith("/api/") and answer.header("content-type").startswith("application/json")
    rules = [f"{method} {target}: {at}" for at in broken(tally.json_of(answer.body))] if is_json else []
    if not is_json and method not in ("HEAD", "OPTIONS") and _SPOKEN.match(target):
        rules.append(f"{method} {target}: masto.js throws on anything but JSON, {answer.header('content-type')} say")
    tally.note(method, target, answer.status, not described, not rules)
    return described + rules[:5]


def at_hand() -> bool:
    """Whether there is a description to hold answers against."""
    return _described() is not None
