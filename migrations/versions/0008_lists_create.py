"""Lists of accounts, followed hashtags, and hashtags shown on a profile."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, ref, text, unique, when

revision = "0008_lists"
down_revision = "0007_polls"


def upgrade() -> None:
    _lists()
    _list_accounts()
    _tag_follows()
    _featured_tags()


def _lists() -> None:
    op.create_table(
        "lists",
        key(),
        ref("account_id", "accounts"),
        *text("title", "replies_policy"),
        *flag("exclusive"),
        *when("created_at"),
        sa.Index("ix_lists_account_id", "account_id"),
    )


def _list_accounts() -> None:
    op.create_table(
        "list_accounts",
        key(),
        ref("list_id", "lists"),
        ref("account_id", "accounts"),
        unique("list_id", "account_id"),
        sa.Index("ix_list_accounts_account_id", "account_id"),
    )


def _tag_follows() -> None:
    op.create_table(
        "tag_follows",
        key(),
        ref("account_id", "accounts"),
        *text("tag"),
        *when("created_at"),
        unique("account_id", "tag"),
        sa.Index("ix_tag_follows_tag", "tag"),
    )


def _featured_tags() -> None:
    op.create_table(
        "featured_tags",
        key(),
        ref("account_id", "accounts"),
        *text("tag"),
        *when("created_at"),
        unique("account_id", "tag"),
    )
