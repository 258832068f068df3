"""Relays; which keys prove documents; and the sites that may name somebody as their author."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, text, unique, when

revision = "0020_relays"
down_revision = "0019_moving"


def upgrade() -> None:
    op.create_table(
        "relays",
        key(),
        *text("inbox_url", "actor_uri", "style", "state", "follow_uri"),
        *when("created_at"),
        unique("inbox_url"),
    )
    for column in flag("asserts"):
        op.add_column("account_keys", column)
    for column in text("attribution_domains"):
        op.add_column("accounts", column)
    # What was read so far as Ed25519 came as a Multikey, and ours were published so.
    op.execute(sa.text("UPDATE account_keys SET asserts = (1 = 1) WHERE kind = 'ed25519'"))
