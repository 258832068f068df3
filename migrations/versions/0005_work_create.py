"""Errands, what travelled, far servers."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, number, text, unique, when, word

revision = "0005_work"
down_revision = "0004_relations"


def upgrade() -> None:
    _activities()
    _domain_blocks()
    _jobs()
    _peers()


def _activities() -> None:
    op.create_table(
        "activities",
        *word("uri"),
        *text("actor_uri", "type", "object_uri"),
        *flag("outgoing"),
        *text("body", "state", "reason"),
        *when("created_at"),
        sa.Index("ix_activities_actor_uri", "actor_uri"),
        sa.Index("ix_activities_object_uri", "object_uri"),
    )


def _domain_blocks() -> None:
    op.create_table(
        "domain_blocks",
        key(),
        *text("domain", "severity"),
        *flag("reject_media"),
        *text("comment"),
        *when("created_at"),
        unique("domain"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        key(),
        *text("kind"),
        *json("payload"),
        *text("lane", "unique_key", null=True),
        *when("run_at"),
        *number("attempts"),
        *when("leased_until", "failed_at", null=True),
        *text("last_error"),
        *when("created_at"),
        unique("unique_key"),
        sa.Index("ix_jobs_failed_at_run_at", "failed_at", "run_at"),
        sa.Index("ix_jobs_lane_id", "lane", "id"),
    )


def _peers() -> None:
    op.create_table(
        "peers",
        *word("host"),
        *when("first_seen_at"),
        *when("last_success_at", "failing_since", "closed_until", null=True),
        *number("failures"),
        *text("software"),
        *json("knows"),
    )
