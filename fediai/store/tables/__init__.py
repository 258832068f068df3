"""The schema. Migrations must end in exactly this; a test holds the two together on both engines."""

from fediai.store.tables.base import metadata
from fediai.store.tables.bells import notification_permissions, notification_policies
from fediai.store.tables.chosen import endorsements, featured_tags, list_accounts, lists, tag_follows
from fediai.store.tables.entry import (
    invites,
    letter_secrets,
    one_time_secrets,
    passkeys,
    recovery_codes,
    sign_in_steps,
    sign_ups,
)
from fediai.store.tables.filters import filter_keywords, filter_statuses, filters
from fediai.store.tables.later import push_subscriptions, scheduled_media, scheduled_statuses
from fediai.store.tables.moderation import (
    announcement_reactions,
    announcement_reads,
    announcements,
    audit_entries,
    email_blocks,
    ip_blocks,
    severances,
    strikes,
    trend_decisions,
)
from fediai.store.tables.moving import archives, import_lines, imports
from fediai.store.tables.people import (
    account_keys,
    accounts,
    instance_settings,
    oauth_apps,
    oauth_codes,
    oauth_tokens,
    sessions,
    sign_in_failures,
    users,
)
from fediai.store.tables.pictures import (
    custom_emojis,
    generation_pictures,
    generations,
    generator_tokens,
    media_attachments,
    studio_guests,
    studio_letters,
)
from fediai.store.tables.polls import poll_options, poll_votes, polls
from fediai.store.tables.private import account_notes, conversations, dismissed_suggestions, reports, shut_domains
from fediai.store.tables.relations import (
    blocks,
    bookmarks,
    favourites,
    follows,
    home_entries,
    mutes,
    notifications,
    reactions,
)
from fediai.store.tables.statuses import (
    idempotency_keys,
    mentions,
    preview_cards,
    quotes,
    status_aliases,
    status_tags,
    status_words,
    statuses,
    tombstones,
)
from fediai.store.tables.versions import pins, status_edits, thread_mutes
from fediai.store.tables.work import activities, domain_blocks, jobs, peers, public_spendings, relays

__all__ = [
    "account_keys", "account_notes", "accounts", "activities", "announcement_reactions", "announcement_reads",
    "announcements", "archives", "audit_entries", "blocks", "bookmarks", "conversations", "custom_emojis",
    "dismissed_suggestions", "domain_blocks",
    "email_blocks", "endorsements", "favourites", "featured_tags", "filter_keywords", "filter_statuses", "filters",
    "follows", "generation_pictures", "generations", "generator_tokens", "home_entries", "idempotency_keys",
    "import_lines", "imports", "instance_settings", "invites", "ip_blocks", "jobs", "letter_secrets",
    "list_accounts", "lists", "media_attachments", "mentions", "metadata", "mutes", "notification_permissions",
    "notification_policies", "notifications", "oauth_apps", "oauth_codes", "oauth_tokens", "one_time_secrets",
    "passkeys", "peers", "pins", "poll_options", "poll_votes", "polls", "preview_cards",
    "public_spendings", "push_subscriptions",
    "quotes", "reactions", "recovery_codes", "relays", "reports", "scheduled_media", "scheduled_statuses", "sessions",
    "severances", "shut_domains", "sign_in_failures", "sign_in_steps", "sign_ups", "status_aliases", "status_edits",
    "status_tags", "status_words", "statuses", "strikes", "studio_guests", "studio_letters", "tag_follows",
    "thread_mutes", "tombstones", "trend_decisions", "users",
]  # fmt: skip
