"""Emoji that people answer a post with."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import key, number, ref, text, unique, when

revision = "0028_reactions"
down_revision = "0027_custom_emojis"


def upgrade() -> None:
    op.create_table(
        "reactions",
        key(),
        ref("account_id", "accounts"),
        ref("status_id", "statuses"),
        *text("name", "url", "uri"),
        *when("created_at"),
        unique("account_id", "status_id", "name"),
        sa.Index("ix_reactions_status_id", "status_id"),
    )
    for column in number("reactions_count"):
        op.add_column("statuses", column)
