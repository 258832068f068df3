"""Statuses and what hangs on them."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, number, ref, text, unique, when, wide, word

revision = "0002_statuses"
down_revision = "0001_people"


def upgrade() -> None:
    _tombstones()
    _idempotency_keys()
    _status_aliases()
    _statuses()
    _mentions()
    _status_tags()


def _tombstones() -> None:
    op.create_table(
        "tombstones",
        *word("uri"),
        *text("actor_uri"),
        *when("deleted_at"),
    )


def _idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        ref("account_id", "accounts", primary_key=True),
        *word("idempotency_key"),
        *wide("status_id", null=True),
        *when("created_at"),
        unique("account_id", "idempotency_key"),
    )


def _status_aliases() -> None:
    op.create_table(
        "status_aliases",
        key(),
        *wide("status_id"),
        ref("account_id", "accounts"),
        *when("expires_at"),
        sa.Index("ix_status_aliases_status_id", "status_id"),
    )


def _statuses() -> None:
    op.create_table(
        "statuses",
        key(),
        *text("uri", "url"),
        ref("account_id", "accounts"),
        *text("text", "content", "spoiler_text"),
        *flag("sensitive"),
        *text("visibility"),
        *text("language", null=True),
        *wide("in_reply_to_id", "in_reply_to_account_id", null=True),
        *text("in_reply_to_uri"),
        *wide("reblog_of_id", null=True),
        *wide("thread_id"),
        *json("mentions", "tags", "emojis"),
        *flag("local", "gen_ai"),
        *text("generator", "application", "application_website"),
        *wide("pending_generation_id", null=True),
        *number("replies_count", "reblogs_count", "favourites_count"),
        *when("created_at"),
        *when("edited_at", "fetched_at", null=True),
        unique("uri"),
        sa.Index("ix_statuses_account_id_id", "account_id", "id"),
        sa.Index("ix_statuses_in_reply_to_id", "in_reply_to_id"),
        sa.Index("ix_statuses_in_reply_to_uri", "in_reply_to_uri"),
        sa.Index("ix_statuses_local_visibility_id", "local", "visibility", "id"),
        sa.Index("ix_statuses_pending_generation_id", "pending_generation_id"),
        sa.Index("ix_statuses_reblog_of_id_account_id", "reblog_of_id", "account_id"),
        sa.Index("ix_statuses_thread_id", "thread_id"),
        sa.Index("ix_statuses_url", "url"),
        sa.Index("ix_statuses_visibility_id", "visibility", "id"),
    )


def _mentions() -> None:
    op.create_table(
        "mentions",
        ref("status_id", "statuses", primary_key=True),
        ref("account_id", "accounts", primary_key=True),
        sa.Index("ix_mentions_account_id_status_id", "account_id", "status_id"),
    )


def _status_tags() -> None:
    op.create_table(
        "status_tags",
        ref("status_id", "statuses", primary_key=True),
        *word("tag"),
        sa.Index("ix_status_tags_tag_status_id", "tag", "status_id"),
    )
