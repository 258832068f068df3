"""Private conversations, reports, domains that one person shuts out, and private notes about accounts."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, ref, text, unique, when, wide, word

revision = "0010_conversations"
down_revision = "0009_filters"


def upgrade() -> None:
    _conversations()
    _reports()
    _shut_domains()
    _account_notes()


def _conversations() -> None:
    op.create_table(
        "conversations",
        key(),
        ref("account_id", "accounts"),
        *wide("thread_id", "last_status_id"),
        *flag("unread"),
        unique("account_id", "thread_id"),
        sa.Index("ix_conversations_account_id_last_status_id", "account_id", "last_status_id"),
        sa.Index("ix_conversations_last_status_id", "last_status_id"),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        key(),
        ref("account_id", "accounts"),
        ref("target_id", "accounts"),
        *text("category", "comment"),
        *json("status_ids", "rule_ids"),
        *when("created_at"),
        *when("resolved_at", null=True),
        sa.Index("ix_reports_target_id", "target_id"),
    )


def _shut_domains() -> None:
    op.create_table(
        "shut_domains",
        ref("account_id", "accounts", primary_key=True),
        *word("domain"),
        *when("created_at"),
    )


def _account_notes() -> None:
    op.create_table(
        "account_notes",
        ref("account_id", "accounts", primary_key=True),
        ref("target_id", "accounts", primary_key=True),
        *text("comment"),
    )
