"""Letters to and from the studio, guests who ask it, and paintings from a picture."""

from alembic import op

from fediai.store.migrate.columns import real, ref, when, wide

revision = "0021_studio_letters"
down_revision = "0020_relays"


def upgrade() -> None:
    op.create_table(
        "studio_letters",
        ref("status_id", "statuses", primary_key=True),
        ref("generation_id", "generations"),
    )
    op.create_index("ix_studio_letters_generation_id", "studio_letters", ["generation_id"])
    op.create_table(
        "studio_guests",
        ref("account_id", "accounts", primary_key=True),
        *when("greeted_at", "refused_at", null=True),
    )
    for column in (*wide("source_media_id", null=True), *real("strength", null=True)):
        op.add_column("generations", column)
