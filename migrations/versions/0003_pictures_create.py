"""Generations, their pictures, attached files, tokens of painters."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, number, real, ref, text, unique, when, wide

revision = "0003_pictures"
down_revision = "0002_statuses"
KEYED = sa.text("idempotency_key <> ''")  # a released key may come again


def upgrade() -> None:
    _generator_tokens()
    _generations()
    _generation_pictures()
    _media_attachments()


def _generator_tokens() -> None:
    op.create_table(
        "generator_tokens",
        key(),
        *text("name", "token_hash"),
        *when("created_at"),
        *json("offer", null=True),
        *when("seen_at", "awake_until", "revoked_at", null=True),
        unique("token_hash"),
    )


def _generations() -> None:
    op.create_table(
        "generations",
        key(),
        ref("account_id", "accounts"),
        *text("state", "prompt", "negative", "style", "model"),
        *number("width", "height"),
        *wide("seed"),
        *number("steps", null=True, default=None),
        *real("guidance", null=True),
        *number("pictures", default=1),
        *text("command"),
        *json("post", null=True),
        *wide("pending_status_id", "status_id", null=True),
        *text("idempotency_key"),
        *flag("recipe_public"),
        *text("language", "label", "digital_source_type", "worker", "claim"),
        *when("leased_until", null=True),
        *number("attempts", "step", "of_steps", "cost"),
        *flag("refunded"),
        *text("error"),
        *when("created_at", "queued_at"),
        *when("started_at", "finished_at", null=True),
        sa.Index("ix_generations_account_id_id", "account_id", "id"),
        sa.Index("ix_generations_pending_status_id", "pending_status_id"),
        sa.Index("ix_generations_state_queued_at", "state", "queued_at"),
        sa.Index("ix_generations_status_id", "status_id"),
        sa.Index(
            "uq_generations_account_id_idempotency_key",
            "account_id",
            "idempotency_key",
            unique=True,
            sqlite_where=KEYED,
            postgresql_where=KEYED,
        ),
    )


def _generation_pictures() -> None:
    op.create_table(
        "generation_pictures",
        ref("generation_id", "generations", primary_key=True),
        *wide("item", primary_key=True),
        *wide("media_id", null=True),
        *wide("seed"),
        *text("raw_file"),
        *when("created_at"),
    )


def _media_attachments() -> None:
    op.create_table(
        "media_attachments",
        key(),
        ref("account_id", "accounts"),
        ref("status_id", "statuses", null=True),
        *number("position"),
        *text("state", "type", "media_type", "file", "preview_file", "remote_url"),
        *number("size", "width", "height", "preview_width", "preview_height"),
        *text("blurhash", "description", null=True),
        *text("average_colour"),
        *real("focus_x", "focus_y", null=True),
        *text("digital_source_type"),
        *wide("generation_id", null=True),
        *text("error"),
        *when("created_at"),
        *when("fetched_at", null=True),
        sa.Index("ix_media_attachments_account_id", "account_id"),
        sa.Index("ix_media_attachments_file", "file"),
        sa.Index("ix_media_attachments_status_id", "status_id"),
    )
