"""What falls due, what travelled, and what we know of far servers."""

from sqlalchemy import Column, Index, Table, Text

from fediai.store.tables.base import flag, json, key, metadata, number, ref, text, when

jobs = Table(
    "jobs",
    metadata,
    key(),
    text("kind"),
    json("payload"),  # ids, never documents
    text("lane", nullable=True),  # one at a time and in order; null: no lane
    text("unique_key", nullable=True, unique=True),
    when("run_at"),
    number("attempts"),
    when("leased_until", nullable=True),
    when("failed_at", nullable=True),
    text("last_error"),
    when("created_at"),
    Index("ix_jobs_failed_at_run_at", "failed_at", "run_at"),
    Index("ix_jobs_lane_id", "lane", "id"),
)

# Every activity that was accepted or sent, by id: deduplication, audit, and the bodies that deliveries post.
activities = Table(
    "activities",
    metadata,
    Column("uri", Text, primary_key=True),
    text("actor_uri"),
    text("type"),
    text("object_uri"),
    flag("outgoing"),
    text("body"),  # JSON text, the very bytes that are posted
    text("state"),  # received | done | dropped
    text("reason"),
    when("created_at"),
    Index("ix_activities_actor_uri", "actor_uri"),
    Index("ix_activities_object_uri", "object_uri"),
)

peers = Table(
    "peers",
    metadata,
    Column("host", Text, primary_key=True),
    when("first_seen_at"),
    when("last_success_at", nullable=True),
    when("failing_since", nullable=True),
    when("closed_until", nullable=True),  # the breaker: deliveries wait instead of burning attempts
    number("failures"),
    text("software"),  # what it says runs there: name and version
    json("knows"),  # what it has shown: {"rfc9421": true}
    when("described_at", nullable=True),  # when it was last asked that
)

# Servers that carry public posts between servers that do not know each other.
relays = Table(
    "relays",
    metadata,
    key(),
    text("inbox_url", unique=True),
    text("actor_uri"),  # who speaks for it: known from its answer (Mastodon style) or named from the start (LitePub)
    text("style"),  # mastodon | litepub
    text("state"),  # asked | accepted | rejected
    text("follow_uri"),
    when("created_at"),
)

domain_blocks = Table(
    "domain_blocks",
    metadata,
    key(),
    text("domain", unique=True),
    text("severity"),  # domain/policy.py Severity
    flag("reject_media"),
    text("comment"),
    when("created_at"),
    flag("reject_reports"),
    flag("quarantine"),
    flag("obfuscate"),
    text("private_comment"),
)

# Public generated posts of the last day, the deleted ones too; `quieted`: it went out unlisted instead.
public_spendings = Table(
    "public_spendings",
    metadata,
    key(),
    ref("account_id", "accounts"),
    flag("quieted"),
    when("created_at"),
    Index("ix_public_spendings_created_at", "created_at"),
)
