"""Alembic's entry: runs the migrations on the connection that `fediai.store.migrate` hands over."""

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import Script

from fediai.store.tables import metadata

report = context.config.attributes["report"]


def applied(ctx: MigrationContext, step: MigrationInfo, heads: Collection[Any], run_args: Mapping[str, Any]) -> None:
    """Says each step as it is done."""
    script = step.up_revision
    report(f"{step.up_revision_id}: {script.doc if isinstance(script, Script) else ''}")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,  # for its naming of constraints
    render_as_batch=True,
    on_version_apply=applied,
)
context.run_migrations()
