"""Pinned posts, earlier versions of edited ones, and conversations that somebody does not want to hear of."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, ref, text, unique, when, wide

revision = "0006_pins"
down_revision = "0005_work"


def upgrade() -> None:
    _pins()
    _status_edits()
    _thread_mutes()


def _pins() -> None:
    op.create_table(
        "pins",
        key(),
        ref("account_id", "accounts"),
        ref("status_id", "statuses"),
        *when("created_at"),
        unique("account_id", "status_id"),
        sa.Index("ix_pins_status_id", "status_id"),
    )


def _status_edits() -> None:
    op.create_table(
        "status_edits",
        key(),
        ref("status_id", "statuses"),
        *text("content", "spoiler_text"),
        *flag("sensitive"),
        *json("media", "options"),
        *when("created_at"),
        sa.Index("ix_status_edits_status_id_id", "status_id", "id"),
    )


def _thread_mutes() -> None:
    op.create_table(
        "thread_mutes",
        ref("account_id", "accounts", primary_key=True),
        *wide("thread_id", primary_key=True),
        *when("created_at"),
    )
