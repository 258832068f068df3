"""Every answer of our own API, held against the description of it that the server itself gives."""

import json
import re
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from fediai.web.api.openapi import OURS, document
from fediai.web.routes import ROUTES


@lru_cache(maxsize=1)
def _described() -> dict[str, Any]:
    return document(ROUTES, "https://art.example")


@lru_cache(maxsize=1)
def _registry() -> Registry:
    return Registry().with_resource("urn:ours", Resource(_described(), DRAFT202012))


@lru_cache(maxsize=1)
def _paths() -> list[tuple[re.Pattern[str], str]]:
    exact_first = sorted(_described()["paths"], key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + "/?$"), path) for path in exact_first]


def complaints(method: str, target: str, status: int, kind: str, body: bytes) -> list[str]:
    """What the description objects to; nothing where the route is not ours."""
    path = target.partition("?")[0]
    found = next((known for pattern, known in _paths() if pattern.match(path)), None)
    if not path.startswith(OURS) or found is None:
        return []
    operation = _described()["paths"][found].get(method.lower())
    if operation is None:
        return [] if status == 404 else [f"{method} {found} is not described"]
    which = str(status) if str(status) in operation["responses"] else "default"
    if which == "default" and status < 400:
        return [f"{method} {found} answers {status}, which is not described"]
    content = operation["responses"][which]["content"]
    kind = kind.partition(";")[0]
    if kind not in content:
        streams = kind == "text/event-stream" and found.startswith("/v1/")
        return [] if streams or status == 204 else [f"{method} {found} answers {kind}, which is not described"]
    if not kind.endswith("json"):
        return []
    steps = ["paths", found, method.lower(), "responses", which, "content", kind, "schema"]
    pointer = "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)
    validator = Draft202012Validator({"$ref": f"urn:ours#/{pointer}"}, registry=_registry())
    return [
        f"{method} {found} {flaw.json_path}: {flaw.message[:200]}" for flaw in validator.iter_errors(json.loads(body))
    ]
