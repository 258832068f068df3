"""Where a picture is kept as large as it was made, beside the one that travels."""

from alembic import op

from fediai.store.migrate.columns import text

revision = "0026_full_files"
down_revision = "0025_words"


def upgrade() -> None:
    for column in text("full_file"):
        op.add_column("media_attachments", column)
