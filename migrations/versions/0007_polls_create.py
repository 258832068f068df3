"""Polls with their options and votes; a status knows its poll."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, number, ref, text, unique, when, wide

revision = "0007_polls"
down_revision = "0006_pins"


def upgrade() -> None:
    op.add_column("statuses", *wide("poll_id", null=True))
    _polls()
    _poll_options()
    _poll_votes()


def _polls() -> None:
    op.create_table(
        "polls",
        key(),
        ref("status_id", "statuses"),
        *flag("multiple", "hide_totals"),
        *number("voters", default=None, null=True),
        *when("expires_at", null=True),
        unique("status_id"),
    )


def _poll_options() -> None:
    op.create_table(
        "poll_options",
        ref("poll_id", "polls", primary_key=True),
        *wide("place", primary_key=True),
        *text("title"),
        *number("votes"),
    )


def _poll_votes() -> None:
    op.create_table(
        "poll_votes",
        ref("poll_id", "polls", primary_key=True),
        ref("account_id", "accounts", primary_key=True),
        *wide("choice", primary_key=True),
        *when("created_at"),
        sa.Index("ix_poll_votes_account_id", "account_id"),
    )
