"""What people do not want to see: words and single posts, in chosen places."""

from sqlalchemy import Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, json, key, metadata, ref, text, when

filters = Table(
    "filters",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("title"),
    text("action"),  # warn | hide | blur
    json("contexts"),  # home | notifications | public | thread | account
    when("expires_at", nullable=True),
    Index("ix_filters_account_id", "account_id"),
)

filter_keywords = Table(
    "filter_keywords",
    metadata,
    key(),
    ref("filter_id", "filters"),
    text("keyword"),
    flag("whole_word"),
    Index("ix_filter_keywords_filter_id", "filter_id"),
)

filter_statuses = Table(
    "filter_statuses",
    metadata,
    key(),
    ref("filter_id", "filters"),
    ref("status_id", "statuses"),
    UniqueConstraint("filter_id", "status_id"),
    Index("ix_filter_statuses_status_id", "status_id"),
)
