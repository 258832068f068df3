"""What people arranged for themselves: lists, hashtags, whom they recommend."""

from sqlalchemy import Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, key, metadata, ref, text, when

lists = Table(
    "lists",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("title"),
    text("replies_policy"),  # followed | list | none
    flag("exclusive"),  # its members are not in the home timeline
    when("created_at"),
    Index("ix_lists_account_id", "account_id"),
)

list_accounts = Table(
    "list_accounts",
    metadata,
    key(),
    ref("list_id", "lists"),
    ref("account_id", "accounts"),
    UniqueConstraint("list_id", "account_id"),
    Index("ix_list_accounts_account_id", "account_id"),
)

tag_follows = Table(
    "tag_follows",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("tag"),
    when("created_at"),
    UniqueConstraint("account_id", "tag"),
    Index("ix_tag_follows_tag", "tag"),
)

featured_tags = Table(
    "featured_tags",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("tag"),
    when("created_at"),
    UniqueConstraint("account_id", "tag"),
)

# Whom somebody recommends on their profile: only people they follow.
endorsements = Table(
    "endorsements",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("target_id", "accounts"),
    when("created_at"),
    UniqueConstraint("account_id", "target_id"),
    Index("ix_endorsements_target_id", "target_id"),
)
