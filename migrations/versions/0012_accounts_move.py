"""When an account last moved (followers are led on once a week), and when what it pins was last asked for."""

from alembic import op

from fediai.store.migrate.columns import when

revision = "0012_accounts_move"
down_revision = "0011_scheduled"


def upgrade() -> None:
    for column in when("moved_at", "featured_at", null=True):
        op.add_column("accounts", column)
