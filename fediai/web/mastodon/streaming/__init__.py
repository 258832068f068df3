"""Live events: `socket` speaks with one client, `listeners` knows who hears what."""

from fediai.web.mastodon.streaming.socket import ROUTES, SOCKETS

__all__ = ["ROUTES", "SOCKETS"]
