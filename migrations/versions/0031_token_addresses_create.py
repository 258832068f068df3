"""From where, roughly, an app was last used: its person may want to know."""

from alembic import op

from fediai.store.migrate.columns import text

revision = "0031_token_addresses"
down_revision = "0030_software"


def upgrade() -> None:
    for column in text("address"):
        op.add_column("oauth_tokens", column)
