"""Live events: `socket` and `sent_events` each speak with one client, `listeners` knows who hears what."""

from fediai.web.mastodon.streaming.sent_events import ROUTES
from fediai.web.mastodon.streaming.socket import SOCKETS

__all__ = ["ROUTES", "SOCKETS"]
