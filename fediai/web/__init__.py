"""The doors: `create_app` puts tables of routes, sockets and the pages over one Context, and nothing else."""

from fediai.context import Context
from fediai.web.asgi import App
from fediai.web.front import Front
from fediai.web.limits import Limits
from fediai.web.router import Router
from fediai.web.routes import ROUTES, sockets
from fediai.web.workers.hub import Hub


def create_app(ctx: Context, local_token: str = "") -> App:
    """An ASGI app; `local_token` lets this machine's own generator worker in."""
    hub = Hub(ctx, local_token)
    limits = Limits(ctx.settings.limits.requests_per_5_minutes, enabled=ctx.settings.limits.enabled)
    trusted = frozenset(ctx.settings.server.trusted_proxies)
    return App(ctx, Router(ROUTES), sockets(hub), Front(ctx, hub), limits, trusted, hub)
