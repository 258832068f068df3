"""Posts for later with their files, and where push messages go."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, ref, text, unique, when

revision = "0011_scheduled"
down_revision = "0010_conversations"


def upgrade() -> None:
    _scheduled_statuses()
    _scheduled_media()
    _push_subscriptions()


def _scheduled_statuses() -> None:
    op.create_table(
        "scheduled_statuses",
        key(),
        ref("account_id", "accounts"),
        *json("draft"),
        *text("idempotency_key"),
        *when("scheduled_at", "created_at"),
        sa.Index("ix_scheduled_statuses_account_id_id", "account_id", "id"),
    )


def _scheduled_media() -> None:
    op.create_table(
        "scheduled_media",
        ref("scheduled_id", "scheduled_statuses", primary_key=True),
        ref("media_id", "media_attachments", primary_key=True),
        sa.Index("ix_scheduled_media_media_id", "media_id"),
    )


def _push_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        key(),
        ref("token_id", "oauth_tokens"),
        ref("account_id", "accounts"),
        *text("endpoint", "p256dh", "auth", "policy"),
        *flag("standard"),
        *json("alerts"),
        *when("created_at"),
        unique("token_id"),
        sa.Index("ix_push_subscriptions_account_id", "account_id"),
    )
