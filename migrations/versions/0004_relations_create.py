"""Who is what to whom, home timelines, bells."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, ref, text, unique, when

revision = "0004_relations"
down_revision = "0003_pictures"


def upgrade() -> None:
    _blocks()
    _follows()
    _mutes()
    _bookmarks()
    _favourites()
    _home_entries()
    _notifications()


def _blocks() -> None:
    op.create_table(
        "blocks",
        key(),
        ref("account_id", "accounts"),
        ref("target_id", "accounts"),
        *text("uri"),
        *when("created_at"),
        unique("account_id", "target_id"),
        sa.Index("ix_blocks_target_id", "target_id"),
    )


def _follows() -> None:
    op.create_table(
        "follows",
        key(),
        ref("account_id", "accounts"),
        ref("target_id", "accounts"),
        *text("state", "uri"),
        *flag("hide_reblogs", "notify"),
        *json("languages"),
        *when("created_at"),
        unique("account_id", "target_id"),
        sa.Index("ix_follows_target_id_state", "target_id", "state"),
    )


def _mutes() -> None:
    op.create_table(
        "mutes",
        key(),
        ref("account_id", "accounts"),
        ref("target_id", "accounts"),
        *flag("hide_notifications"),
        *when("created_at"),
        *when("expires_at", null=True),
        unique("account_id", "target_id"),
    )


def _bookmarks() -> None:
    op.create_table(
        "bookmarks",
        key(),
        ref("account_id", "accounts"),
        ref("status_id", "statuses"),
        *when("created_at"),
        unique("account_id", "status_id"),
        sa.Index("ix_bookmarks_account_id_id", "account_id", "id"),
        sa.Index("ix_bookmarks_status_id", "status_id"),
    )


def _favourites() -> None:
    op.create_table(
        "favourites",
        key(),
        ref("account_id", "accounts"),
        ref("status_id", "statuses"),
        *text("uri"),
        *when("created_at"),
        unique("account_id", "status_id"),
        sa.Index("ix_favourites_account_id_id", "account_id", "id"),
        sa.Index("ix_favourites_status_id", "status_id"),
    )


def _home_entries() -> None:
    op.create_table(
        "home_entries",
        ref("owner_id", "accounts", primary_key=True),
        ref("status_id", "statuses", primary_key=True),
        sa.Index("ix_home_entries_status_id", "status_id"),
    )


def _notifications() -> None:
    op.create_table(
        "notifications",
        key(),
        ref("account_id", "accounts"),
        ref("from_account_id", "accounts"),
        ref("status_id", "statuses", null=True),
        *text("type", "unique_key"),
        *when("created_at"),
        unique("unique_key"),
        sa.Index("ix_notifications_account_id_id", "account_id", "id"),
        sa.Index("ix_notifications_from_account_id", "from_account_id"),
        sa.Index("ix_notifications_status_id", "status_id"),
    )
