"""Public generated posts, counted for the neighbour budget."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, ref, when

revision = "0014_public_spendings"
down_revision = "0013_quotes"


def upgrade() -> None:
    op.create_table(
        "public_spendings",
        key(),
        ref("account_id", "accounts"),
        *flag("quieted"),
        *when("created_at"),
        sa.Index("ix_public_spendings_created_at", "created_at"),
    )
