"""What people do with their own posts and conversations: pin, change, stop listening."""

from sqlalchemy import BigInteger, Column, Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, json, key, metadata, ref, text, when

pins = Table(
    "pins",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("status_id", "statuses"),
    when("created_at"),
    UniqueConstraint("account_id", "status_id"),
    Index("ix_pins_status_id", "status_id"),
)

# What a status said before each of its edits; what it says now is in `statuses`.
status_edits = Table(
    "status_edits",
    metadata,
    key(),
    ref("status_id", "statuses"),
    text("content"),
    text("spoiler_text"),
    flag("sensitive"),
    json("media"),  # [{id, description}]
    json("options"),  # what a poll offered then: ["yes", "no"]
    when("created_at"),  # since when it said so
    Index("ix_status_edits_status_id_id", "status_id", "id"),
)

thread_mutes = Table(
    "thread_mutes",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    when("created_at"),
)
