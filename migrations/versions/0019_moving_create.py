"""Lists that people bring from other servers, and archives of what they take along."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, number, ref, text, when

revision = "0019_moving"
down_revision = "0018_bells"


def upgrade() -> None:
    op.create_table(
        "imports",
        key(),
        ref("account_id", "accounts"),
        *text("sheet"),
        *flag("overwrite"),
        *number("total", "done", "failed"),
        *when("created_at"),
        *when("finished_at", null=True),
        sa.Index("ix_imports_account_id", "account_id"),
    )
    op.create_table(
        "import_lines",
        key(),
        ref("import_id", "imports"),
        *json("entry"),
        *flag("goes"),
        *text("error"),
        sa.Index("ix_import_lines_import_id_id", "import_id", "id"),
    )
    op.create_table(
        "archives",
        key(),
        ref("account_id", "accounts"),
        *text("file"),
        sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),
        *when("created_at"),
        *when("finished_at", null=True),
        sa.Index("ix_archives_account_id", "account_id"),
    )
