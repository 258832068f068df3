"""Who is what to whom: follows, favourites, blocks; and what that puts into timelines and bells."""

from sqlalchemy import BigInteger, Column, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from fediai.store.tables.base import flag, json, key, metadata, ref, text, when

follows = Table(
    "follows",
    metadata,
    key(),
    ref("account_id", "accounts"),  # the follower
    ref("target_id", "accounts"),
    text("state"),  # domain/lifecycle.py FOLLOW
    text("uri"),  # id of the Follow activity
    flag("hide_reblogs"),
    flag("notify"),
    json("languages"),
    when("created_at"),
    UniqueConstraint("account_id", "target_id"),
    Index("ix_follows_target_id_state", "target_id", "state"),
)

favourites = Table(
    "favourites",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("status_id", "statuses"),
    text("uri"),
    when("created_at"),
    UniqueConstraint("account_id", "status_id"),
    Index("ix_favourites_account_id_id", "account_id", "id"),
    Index("ix_favourites_status_id", "status_id"),
)

# What people elsewhere answer a post with: an emoji, or a picture with a name.
reactions = Table(
    "reactions",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("status_id", "statuses"),
    text("name"),  # the emoji itself, or the name of the picture
    text("url"),  # where the picture is; empty for an emoji
    text("uri"),
    when("created_at"),
    UniqueConstraint("account_id", "status_id", "name"),
    Index("ix_reactions_status_id", "status_id"),
)

bookmarks = Table(
    "bookmarks",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("status_id", "statuses"),
    when("created_at"),
    UniqueConstraint("account_id", "status_id"),
    Index("ix_bookmarks_account_id_id", "account_id", "id"),
    Index("ix_bookmarks_status_id", "status_id"),
)

blocks = Table(
    "blocks",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("target_id", "accounts"),
    text("uri"),
    when("created_at"),
    UniqueConstraint("account_id", "target_id"),
    Index("ix_blocks_target_id", "target_id"),
)

mutes = Table(
    "mutes",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("target_id", "accounts"),
    flag("hide_notifications"),
    when("created_at"),
    when("expires_at", nullable=True),
    UniqueConstraint("account_id", "target_id"),
)

# The home timeline, written when a status arrives, so that reading a page costs the same with a million statuses.
home_entries = Table(
    "home_entries",
    metadata,
    ref("owner_id", "accounts", primary_key=True),
    ref("status_id", "statuses", primary_key=True),
    Index("ix_home_entries_status_id", "status_id"),
)

notifications = Table(
    "notifications",
    metadata,
    key(),  # Ids.small
    ref("account_id", "accounts"),
    ref("from_account_id", "accounts"),
    ref("status_id", "statuses", nullable=True),
    text("type"),
    text("unique_key", unique=True),  # the same cause notifies once
    when("created_at"),
    text("group_key"),  # the same deed to the same thing within half a day; "" for what stands alone
    flag("filtered"),  # kept back by its owner's policy until they accept who rang
    Column("about_id", BigInteger, nullable=True),  # a report, a strike or a severance, by the type
    Index("ix_notifications_account_id_id", "account_id", "id"),
    Index("ix_notifications_account_id_group_key", "account_id", "group_key", "id"),
    Index(
        "ix_notifications_filtered",
        "account_id",
        "from_account_id",
        sqlite_where=sql("filtered = 1"),
        postgresql_where=sql("filtered"),
    ),
    Index("ix_notifications_status_id", "status_id"),
    Index("ix_notifications_from_account_id", "from_account_id"),
)
