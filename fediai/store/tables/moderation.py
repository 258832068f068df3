"""What moderators decide and write, and the record of it."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, UniqueConstraint

from fediai.store.tables.base import flag, json, key, metadata, number, ref, text, when

# Who did what to whom, when and why. Names stand beside ids: what they name may be gone when somebody asks.
audit_entries = Table(
    "audit_entries",
    metadata,
    key(),
    Column("account_id", BigInteger, nullable=True),  # null: the command line
    text("by_name"),
    text("deed"),  # domain/moderation/audit.py Deed
    text("about_kind"),
    Column("about_id", BigInteger, nullable=True),
    text("about_name"),
    text("reason"),
    json("details"),
    when("created_at"),
    Index("ix_audit_entries_about_kind_about_id", "about_kind", "about_id"),
)

# What was done to an account, as it is told to its owner.
strikes = Table(
    "strikes",
    metadata,
    key(),
    Column("account_id", BigInteger, nullable=True),  # the moderator
    ref("target_id", "accounts"),
    text("action"),
    text("text"),
    Column("report_id", BigInteger, nullable=True),
    json("status_ids"),
    when("created_at"),
    Index("ix_strikes_target_id", "target_id"),
)

# Follows that a decision of moderators ended, for each of ours who had some; written while they are being ended.
severances = Table(
    "severances",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("type"),  # domain_block | user_domain_block | account_suspension
    text("target_name"),
    text("cause"),
    number("followers_count"),
    number("following_count"),
    when("created_at"),
    UniqueConstraint("account_id", "cause"),
)

announcements = Table(
    "announcements",
    metadata,
    key(),
    text("text"),
    flag("all_day"),
    when("starts_at", nullable=True),
    when("ends_at", nullable=True),
    when("created_at"),
    when("updated_at"),
)

announcement_reads = Table(
    "announcement_reads",
    metadata,
    ref("announcement_id", "announcements", primary_key=True),
    ref("account_id", "accounts", primary_key=True),
)

announcement_reactions = Table(
    "announcement_reactions",
    metadata,
    ref("announcement_id", "announcements", primary_key=True),
    ref("account_id", "accounts", primary_key=True),
    Column("name", Text, primary_key=True),
    when("created_at"),
)

# Addresses and networks from which nobody signs up, or nobody comes in at all.
ip_blocks = Table(
    "ip_blocks",
    metadata,
    key(),
    text("network", unique=True),  # as 203.0.113.0/24
    text("severity"),  # sign_up_requires_approval | sign_up_block | no_access
    text("comment"),
    when("created_at"),
    when("expires_at", nullable=True),
)

# With which e-mail addresses nobody signs up: whole domains, or one address as the hash of its plain form.
email_blocks = Table(
    "email_blocks",
    metadata,
    key(),
    text("kind"),  # domain | canonical
    text("name"),  # the domain, or the hash
    when("created_at"),
    UniqueConstraint("kind", "name"),
)

# What moderators say about what may be recommended; without a word it may.
trend_decisions = Table(
    "trend_decisions",
    metadata,
    Column("kind", Text, primary_key=True),  # tag | status | link
    Column("name", Text, primary_key=True),
    flag("trendable"),
    flag("usable"),
    flag("listable"),
    when("created_at"),
)
