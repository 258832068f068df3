"""Plans that find things on far servers: each step asks for a fetch, somebody else does it."""

from activitypub.lookup.actors import find_actor, find_handle
from activitypub.lookup.keys import FoundKey, find_key
from activitypub.lookup.objects import find_ancestors, find_by_url, find_hashtags, find_items
from activitypub.lookup.servers import find_software
from activitypub.lookup.steps import Fetch, Fetched, Plan, fetch_own

__all__ = [
    "Fetch",
    "Fetched",
    "FoundKey",
    "Plan",
    "fetch_own",
    "find_actor",
    "find_ancestors",
    "find_by_url",
    "find_handle",
    "find_hashtags",
    "find_items",
    "find_key",
    "find_software",
]
