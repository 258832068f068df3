"""Is it alive, and is it ready: for whatever watches over us."""

from fediai.services import health
from fediai.web.http import Call, Response, json_response
from fediai.web.router import BARE, Route


async def healthz(_call: Call) -> Response:
    """The process answers."""
    return Response(200, b"ok", "text/plain; charset=utf-8")


async def readyz(call: Call) -> Response:
    """Database, schema and queue are well; else 503 with the reasons."""
    reasons = await health.reasons_not_ready(call.ctx)
    return json_response({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)


ROUTES = (
    Route("GET", "/healthz", healthz, BARE),
    Route("GET", "/readyz", readyz, BARE),
    Route("GET", "/health", healthz, BARE),
)
