"""Reports from elsewhere, and who looks at which."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, text, wide

revision = "0016_reports_change"
down_revision = "0015_endorsements"


def upgrade() -> None:
    new: list[sa.Column[object]] = [*flag("forwarded"), *text("uri"), *wide("assigned_id", "resolved_by_id", null=True)]
    for column in new:
        op.add_column("reports", column)
    op.create_index("ix_reports_uri", "reports", ["uri"])
