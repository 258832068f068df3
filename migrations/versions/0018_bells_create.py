"""Notifications in groups, and what a person lets strangers ring with."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, ref, text

revision = "0018_bells"
down_revision = "0017_consents"


def upgrade() -> None:
    for column in (*text("group_key"), *flag("filtered")):
        op.add_column("notifications", column)
    op.create_index("ix_notifications_account_id_group_key", "notifications", ["account_id", "group_key", "id"])
    op.create_index(
        "ix_notifications_filtered",
        "notifications",
        ["account_id", "from_account_id"],
        sqlite_where=sa.text("filtered = 1"),
        postgresql_where=sa.text("filtered"),
    )
    categories = ("not_following", "not_followers", "new_accounts", "private_mentions", "limited_accounts")
    op.create_table(
        "notification_policies",
        ref("account_id", "accounts", primary_key=True),
        *text(*(f"for_{category}" for category in categories)),
    )
    op.create_table(
        "notification_permissions",
        ref("account_id", "accounts", primary_key=True),
        ref("from_account_id", "accounts", primary_key=True),
    )
