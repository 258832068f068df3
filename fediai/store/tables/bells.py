"""What one person lets strangers ring with. Who never chose has no row, and the usual policy of `domain`."""

from sqlalchemy import Table

from fediai.store.tables.base import metadata, ref, text

notification_policies = Table(
    "notification_policies",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    text("for_not_following"),  # accept | filter | drop
    text("for_not_followers"),
    text("for_new_accounts"),
    text("for_private_mentions"),
    text("for_limited_accounts"),
)

# Whose request was accepted: they ring whatever the policy says.
notification_permissions = Table(
    "notification_permissions",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    ref("from_account_id", "accounts", primary_key=True),
)
