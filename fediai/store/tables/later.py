"""Posts for later, and where push messages go."""

from sqlalchemy import Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, json, key, metadata, ref, text, when

scheduled_statuses = Table(
    "scheduled_statuses",
    metadata,
    key(),
    ref("account_id", "accounts"),
    json("draft"),  # domain/statuses.py Draft
    text("idempotency_key"),
    when("scheduled_at"),
    when("created_at"),
    Index("ix_scheduled_statuses_account_id_id", "account_id", "id"),
)

# Files that wait with a post: they are not left over.
scheduled_media = Table(
    "scheduled_media",
    metadata,
    ref("scheduled_id", "scheduled_statuses", primary_key=True),
    ref("media_id", "media_attachments", primary_key=True),
    Index("ix_scheduled_media_media_id", "media_id"),
)

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    key(),
    ref("token_id", "oauth_tokens"),
    ref("account_id", "accounts"),
    text("endpoint"),
    text("p256dh"),  # the client's public key
    text("auth"),  # the client's secret
    text("policy"),  # all | followed | follower | none
    flag("standard"),  # RFC 8291; else the draft that Mastodon spoke for years
    json("alerts"),  # {mention: true}
    when("created_at"),
    UniqueConstraint("token_id"),
    Index("ix_push_subscriptions_account_id", "account_id"),
)
