"""Who quotes what, with whose consent (FEP-044f)."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import key, number, ref, text, unique, when, wide

revision = "0013_quotes"
down_revision = "0012_accounts_move"


def upgrade() -> None:
    for column in (*wide("quote_id", null=True), *number("quotes_count"), *text("quote_policy")):
        op.add_column("statuses", column)
    op.create_table(
        "quotes",
        key(),
        ref("status_id", "statuses"),
        ref("account_id", "accounts"),
        *wide("quoted_status_id", "quoted_account_id", null=True),
        *text("quoted_uri", "state", "request_uri", "authorization_uri"),
        *when("created_at"),
        unique("status_id"),
        sa.Index("ix_quotes_quoted_status_id_id", "quoted_status_id", "id"),
        sa.Index("ix_quotes_request_uri", "request_uri"),
        sa.Index("ix_quotes_authorization_uri", "authorization_uri"),
    )
