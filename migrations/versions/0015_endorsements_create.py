"""Whom people recommend; and of far profiles: where their hashtags are listed, memorial, suspended there."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, ref, text, unique, when

revision = "0015_endorsements"
down_revision = "0014_public_spendings"


def upgrade() -> None:
    op.create_table(
        "endorsements",
        key(),
        ref("account_id", "accounts"),
        ref("target_id", "accounts"),
        *when("created_at"),
        unique("account_id", "target_id"),
        sa.Index("ix_endorsements_target_id", "target_id"),
    )
    for column in (*text("featured_tags_url"), *flag("memorial"), *when("suspended_afar_at", null=True)):
        op.add_column("accounts", column)
