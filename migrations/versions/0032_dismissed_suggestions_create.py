"""Who was suggested to somebody and is not wanted there again."""

from alembic import op

from fediai.store.migrate.columns import ref, when

revision = "0032_dismissed_suggestions"
down_revision = "0031_token_addresses"


def upgrade() -> None:
    op.create_table(
        "dismissed_suggestions",
        ref("account_id", "accounts", primary_key=True),
        ref("target_id", "accounts", primary_key=True),
        *when("created_at"),
    )
