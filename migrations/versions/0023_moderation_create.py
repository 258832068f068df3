"""What moderators decide and write: the record of it, warnings, cut ties, announcements, shut doors, trends."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import SEVERAL, flag, json, key, number, ref, text, unique, when, wide, word

revision = "0023_moderation"
down_revision = "0022_entry"


def upgrade() -> None:
    _columns()
    _records()
    _announcements()
    _doors()


def _columns() -> None:
    new: dict[str, SEVERAL] = {
        "accounts": when("sensitized_at", "suspended_here_at", "silenced_here_at", null=True),
        "notifications": wide("about_id", null=True),
        "domain_blocks": [*flag("reject_reports", "quarantine", "obfuscate"), *text("private_comment")],
    }
    for table, columns in new.items():
        for column in columns:
            op.add_column(table, column)


def _records() -> None:
    op.create_table(
        "audit_entries",
        key(),
        *wide("account_id", null=True),
        *text("by_name", "deed", "about_kind"),
        *wide("about_id", null=True),
        *text("about_name", "reason"),
        *json("details"),
        *when("created_at"),
        sa.Index("ix_audit_entries_about_kind_about_id", "about_kind", "about_id"),
    )
    op.create_table(
        "strikes",
        key(),
        *wide("account_id", null=True),
        ref("target_id", "accounts"),
        *text("action", "text"),
        *wide("report_id", null=True),
        *json("status_ids"),
        *when("created_at"),
        sa.Index("ix_strikes_target_id", "target_id"),
    )
    op.create_table(
        "severances",
        key(),
        ref("account_id", "accounts"),
        *text("type", "target_name", "cause"),
        *number("followers_count", "following_count"),
        *when("created_at"),
        unique("account_id", "cause"),
    )


def _announcements() -> None:
    op.create_table(
        "announcements",
        key(),
        *text("text"),
        *flag("all_day"),
        *when("starts_at", "ends_at", null=True),
        *when("created_at", "updated_at"),
    )
    pair = ("announcement_id", "announcements"), ("account_id", "accounts")
    op.create_table("announcement_reads", *(ref(*one, primary_key=True) for one in pair))
    op.create_table(
        "announcement_reactions", *(ref(*one, primary_key=True) for one in pair), *word("name"), *when("created_at")
    )


def _doors() -> None:
    op.create_table(
        "ip_blocks",
        key(),
        *text("network", "severity", "comment"),
        *when("created_at"),
        *when("expires_at", null=True),
        unique("network"),
    )
    op.create_table("email_blocks", key(), *text("kind", "name"), *when("created_at"), unique("kind", "name"))
    op.create_table(
        "trend_decisions",
        *word("kind", "name"),
        *flag("trendable", "usable", "listable"),
        *when("created_at"),
    )
