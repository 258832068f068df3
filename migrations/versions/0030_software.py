"""When a far server was last asked what runs there."""

from alembic import op

from fediai.store.migrate.columns import when

revision = "0030_software"
down_revision = "0029_preview_cards"


def upgrade() -> None:
    for column in when("described_at", null=True):
        op.add_column("peers", column)
