"""What is between one person and others, and nobody else's business."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, UniqueConstraint

from fediai.store.tables.base import flag, json, key, metadata, ref, text, when

# A thread of direct posts, for each of ours in it; written when a post arrives.
conversations = Table(
    "conversations",
    metadata,
    key(),
    ref("account_id", "accounts"),
    Column("thread_id", BigInteger, nullable=False),
    Column("last_status_id", BigInteger, nullable=False),
    flag("unread"),
    UniqueConstraint("account_id", "thread_id"),
    Index("ix_conversations_account_id_last_status_id", "account_id", "last_status_id"),
    Index("ix_conversations_last_status_id", "last_status_id"),
)

reports = Table(
    "reports",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("target_id", "accounts"),
    text("category"),  # spam | legal | violation | other
    text("comment"),
    json("status_ids"),  # ids as text: the posts may be gone by the time somebody looks
    json("rule_ids"),
    when("created_at"),
    when("resolved_at", nullable=True),
    flag("forwarded"),
    text("uri"),  # of the Flag, where it came from elsewhere
    Column("assigned_id", BigInteger, nullable=True),
    Column("resolved_by_id", BigInteger, nullable=True),
    Index("ix_reports_target_id", "target_id"),
    Index("ix_reports_uri", "uri"),
)

# Whole servers that one person does not want to hear of.
shut_domains = Table(
    "shut_domains",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    Column("domain", Text, primary_key=True),
    when("created_at"),
)

# Whom one does not want to have suggested again.
dismissed_suggestions = Table(
    "dismissed_suggestions",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    ref("target_id", "accounts", primary_key=True),
    when("created_at"),
)

account_notes = Table(
    "account_notes",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    ref("target_id", "accounts", primary_key=True),
    text("comment"),
)
