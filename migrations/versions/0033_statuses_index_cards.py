"""Posts by the page that they link to."""

import sqlalchemy as sa
from alembic import op

revision = "0033_statuses_index_cards"
down_revision = "0032_dismissed_suggestions"


def upgrade() -> None:
    carded = sa.text("card_id IS NOT NULL")
    op.create_index(
        "ix_statuses_card_id_id", "statuses", ["card_id", "id"], sqlite_where=carded, postgresql_where=carded
    )
