"""Small pictures with names, ours and those of others."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, text, unique, when

revision = "0027_custom_emojis"
down_revision = "0026_full_files"


def upgrade() -> None:
    op.create_table(
        "custom_emojis",
        key(),
        *text("shortcode", "domain", "remote_url", "file", "category"),
        *flag("hidden"),
        *when("created_at", "updated_at"),
        *when("fetched_at", null=True),
        unique("domain", "shortcode"),
        sa.Index("ix_custom_emojis_file", "file"),
    )
