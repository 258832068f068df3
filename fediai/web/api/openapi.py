"""`/api/fediai/v1/openapi.json`: our own API described from its own table of routes, so that it can't fall behind."""

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from fediai.web.api.schemas import FORM, SCHEMAS, SHAPES, TEXT, Schema, Shape, ref
from fediai.web.http import Call, Response, json_response
from fediai.web.router import OPEN, Route

OURS = ("/api/fediai/", "/v1/")
RETRY = {"Retry-After": {"description": "Seconds, where it is known when to come back.", "schema": {"type": "integer"}}}


def document(routes: Iterable[Route], server: str) -> dict[str, Any]:
    """OpenAPI 3.1 of those of these routes that are ours; a summary is the first line of what a handler says."""
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        if route.pattern.startswith(OURS):
            path = re.sub(r":(\w+)", r"{\1}", route.pattern)
            paths.setdefault(path, {})[route.method.lower()] = _operation(route, path)
    return {
        "openapi": "3.1.0",
        "info": {"title": "fediai", "version": version("fediai"), "license": {"name": "AGPL-3.0-or-later"}},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": dict(SCHEMAS),
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def name_of(route: Route) -> str:
    """`generations.ask`: the module that answers and its function."""
    handler: Any = route.handler
    return f"{handler.__module__.rsplit('.', 1)[-1]}.{handler.__name__}"


def _operation(route: Route, path: str) -> dict[str, Any]:
    name = name_of(route)
    shape = SHAPES[name]
    operation: dict[str, Any] = {
        "operationId": f"{name.replace('.', '_')}_{route.method.lower()}",
        "summary": (route.handler.__doc__ or "").strip().split("\n")[0],
        "responses": {str(shape.code): _answers(shape), "default": _refusal(path)},
    }
    if names := re.findall(r"{(\w+)}", path):
        operation["parameters"] = [{"name": n, "in": "path", "required": True, "schema": TEXT} for n in names]
    if route.needs != OPEN:
        operation["security"] = [{"bearer": [route.needs]}]
    if shape.takes:
        schema: Schema = {"type": "object", "properties": dict(shape.takes)}
        kinds = {shape.sends, "application/json"} if shape.sends != FORM else {FORM}
        operation["requestBody"] = {"content": {kind: {"schema": schema} for kind in sorted(kinds)}}
    return operation


def _answers(shape: Shape) -> dict[str, Any]:
    return {"description": "Done", "content": {shape.media_type: {"schema": shape.answers}}}


def _refusal(path: str) -> dict[str, Any]:
    kind = "OpenAIError" if path.startswith("/v1/") else "Error"
    said = "A sentence that says why not"
    return {"description": said, "headers": RETRY, "content": {"application/json": {"schema": ref(kind)}}}


async def show(call: Call) -> Response:
    """This description."""
    from fediai.web.routes import ROUTES as EVERYTHING  # which has this route, too

    return json_response(document(EVERYTHING, call.ctx.settings.base))


ROUTES = (Route("GET", "/api/fediai/v1/openapi.json", show, OPEN),)
