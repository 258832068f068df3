"""`/api/fediai/v1/openapi.json`: our own API described from its own table of routes, so that it can't fall behind."""

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

from fediai.web.api import bridge, generations, provenance
from fediai.web.http import Call, Response, json_response
from fediai.web.router import OPEN, Route

TEXT, NUMBER, TRUTH = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
MAYBE = {"type": ["string", "null"]}

GENERATION = {
    "type": "object",
    "description": "A prompt on its way to pictures, as its author sees it.",
    "properties": {
        "id": TEXT, "state": {"enum": ["queued", "running", "ready", "failed", "cancelled"]}, "prompt": TEXT,
        "negative_prompt": TEXT, "style": TEXT, "seed": NUMBER, "width": NUMBER, "height": NUMBER,
        "pictures": NUMBER, "model": TEXT, "command": TEXT, "recipe_public": TRUTH,
        "progress": {"type": "object", "properties": {"step": NUMBER, "of": NUMBER}}, "place": NUMBER,
        "seconds_left": {"type": ["number", "null"]}, "preview_url": TEXT, "error": MAYBE, "label": TEXT,
        "digital_source_type": MAYBE, "status_id": MAYBE, "media_attachments": {"type": "array", "items": {}},
        "created_at": TEXT, "finished_at": MAYBE,
    },
}  # fmt: skip

# What a call may carry, by its handler; calls that take nothing are absent.
PARAMETERS: Mapping[str, Mapping[str, Any]] = {
    "ask": {
        "prompt": TEXT, "negative_prompt": TEXT, "style": TEXT, "ratio": TEXT, "pictures": NUMBER, "seed": NUMBER,
        "language": TEXT,
    },
    "change": {"recipe_public": TRUTH},
    "publish": {
        "media_ids": {"type": "array", "items": TEXT}, "caption": TEXT, "visibility": TEXT, "spoiler_text": TEXT,
        "sensitive": TRUTH, "language": TEXT, "alt": TEXT, "private": TRUTH,
    },
    "check": {"file": {"type": "string", "format": "binary"}},
}  # fmt: skip

ERROR = {"description": "A sentence in `error`; 429 says in Retry-After when to come back."}


def document(routes: Iterable[Route], server: str) -> dict[str, Any]:
    """OpenAPI 3.1 of these routes; a summary is the first line of what the handler says of itself."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        path = re.sub(r":(\w+)", r"{\1}", route.pattern)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "fediai", "version": version("fediai"), "license": {"name": "AGPL-3.0-or-later"}},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": {"Generation": GENERATION},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route, path: str) -> dict[str, Any]:
    handler = route.handler.__name__
    said = (route.handler.__doc__ or "").strip().split("\n")[0]
    operation: dict[str, Any] = {
        "operationId": f"{handler}_{route.method.lower()}" if handler == "cancel" else handler,
        "summary": said,
        "responses": {"200": {"description": "Done"}, "default": ERROR},
    }
    if names := re.findall(r"{(\w+)}", path):
        operation["parameters"] = [{"name": n, "in": "path", "required": True, "schema": TEXT} for n in names]
    if route.needs != OPEN:
        operation["security"] = [{"bearer": [route.needs]}]
    if handler in PARAMETERS:
        kind = "multipart/form-data" if handler == "check" else "application/json"
        schema = {"type": "object", "properties": PARAMETERS[handler]}
        operation["requestBody"] = {"content": {kind: {"schema": schema}}}
    return operation


async def show(call: Call) -> Response:
    """This description."""
    described = (*generations.ROUTES, *bridge.ROUTES, *provenance.ROUTES, *ROUTES)
    return json_response(document(described, call.ctx.settings.base))


ROUTES = (Route("GET", "/api/fediai/v1/openapi.json", show, OPEN),)
