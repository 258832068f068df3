"""What stands beside words: small pictures with names."""

from sqlalchemy import Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, key, metadata, text, when

# Ours and those of others, each under the host that it belongs to: nobody replaces a neighbour's.
custom_emojis = Table(
    "custom_emojis",
    metadata,
    key(),
    text("shortcode"),
    text("domain"),  # "" for our own
    text("remote_url"),
    text("file"),  # key in the media storage; of far ones empty until somebody looks
    text("category"),
    flag("hidden"),  # not offered in pickers
    when("created_at"),
    when("updated_at"),
    when("fetched_at", nullable=True),
    UniqueConstraint("domain", "shortcode"),
    Index("ix_custom_emojis_file", "file"),
)
