"""What our people allow beyond being looked at: painting from their pictures, learning from their posts."""

from alembic import op

from fediai.store.migrate.columns import flag

revision = "0017_consents"
down_revision = "0016_reports_change"


def upgrade() -> None:
    for column in flag("may_remix", "may_learn"):
        op.add_column("accounts", column)
