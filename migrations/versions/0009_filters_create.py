"""Filters with their keywords and single posts."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, ref, text, unique, when

revision = "0009_filters"
down_revision = "0008_lists"


def upgrade() -> None:
    _filters()
    _filter_keywords()
    _filter_statuses()


def _filters() -> None:
    op.create_table(
        "filters",
        key(),
        ref("account_id", "accounts"),
        *text("title", "action"),
        *json("contexts"),
        *when("expires_at", null=True),
        sa.Index("ix_filters_account_id", "account_id"),
    )


def _filter_keywords() -> None:
    op.create_table(
        "filter_keywords",
        key(),
        ref("filter_id", "filters"),
        *text("keyword"),
        *flag("whole_word"),
        sa.Index("ix_filter_keywords_filter_id", "filter_id"),
    )


def _filter_statuses() -> None:
    op.create_table(
        "filter_statuses",
        key(),
        ref("filter_id", "filters"),
        ref("status_id", "statuses"),
        unique("filter_id", "status_id"),
        sa.Index("ix_filter_statuses_status_id", "status_id"),
    )
