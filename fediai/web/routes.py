"""Every route that is not a page, collected: the table of contents of our doors."""

from collections.abc import Mapping

from fediai.web import oauth
from fediai.web.api import bridge, events, generations, offers, openapi, provenance
from fediai.web.api.openai import images
from fediai.web.asgi import SocketHandler
from fediai.web.federation import (
    actor,
    client,
    collections,
    emojis,
    hostmeta,
    inbox,
    nodeinfo,
    objects,
    threads,
    vocabulary,
    webfinger,
)
from fediai.web.files import media_files, reservations, source, static_files
from fediai.web.mastodon import (
    accounts,
    apps,
    follow_requests,
    instance,
    media,
    moving,
    notifications,
    preferences,
    push,
    search,
    status_actions,
    statuses,
    streaming,
    timelines,
)
from fediai.web.mastodon.admin import accounts as admin_accounts
from fediai.web.mastodon.admin import domains as admin_domains
from fediai.web.mastodon.admin import doors as admin_doors
from fediai.web.mastodon.admin import figures as admin_figures
from fediai.web.mastodon.admin import reports as admin_reports
from fediai.web.mastodon.admin import trends as admin_trends
from fediai.web.mastodon.bells import groups as grouped_notifications
from fediai.web.mastodon.bells import policy as notification_policy
from fediai.web.mastodon.chosen import endorsements, lists, private, profile, tags
from fediai.web.mastodon.discovery import nothing, oembed, people, trends
from fediai.web.mastodon.entry import emails, registration
from fediai.web.mastodon.filters import first as filters_v1
from fediai.web.mastodon.filters import second as filters_v2
from fediai.web.mastodon.house import announcements, texts
from fediai.web.mastodon.posts import conversations, polls, quotes, scheduled
from fediai.web.mastodon.posts import own as own_posts
from fediai.web.router import Route
from fediai.web.watch import health
from fediai.web.workers.hub import Hub

MODULES = (
    emails,
    registration,
    health, source, static_files, media_files, reservations,
    actor, client, collections, emojis, hostmeta, inbox, nodeinfo, objects, threads, vocabulary, webfinger,
    oauth, accounts, moving, apps, follow_requests, notifications,
    grouped_notifications, notification_policy,
    statuses, status_actions, own_posts, quotes, polls, conversations, scheduled,
    timelines, search, instance, texts, preferences, push, media, streaming,
    lists, tags, endorsements, private, people, trends, nothing, oembed, profile, filters_v1, filters_v2,
    announcements, admin_accounts, admin_reports, admin_domains, admin_doors, admin_trends, admin_figures,
    generations, events, offers, images, bridge, provenance, openapi,
)  # fmt: skip

ROUTES: tuple[Route, ...] = tuple(route for module in MODULES for route in module.ROUTES)


def sockets(hub: Hub) -> Mapping[str, SocketHandler]:
    """Paths that are WebSockets."""
    return {"/api/fediai/v1/workers/socket": hub.socket, **streaming.SOCKETS}
