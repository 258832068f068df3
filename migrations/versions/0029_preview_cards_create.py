"""What the pages show that posts link to."""

from alembic import op

from fediai.store.migrate.columns import key, number, text, unique, when, wide

revision = "0029_preview_cards"
down_revision = "0028_reactions"


def upgrade() -> None:
    op.create_table(
        "preview_cards",
        key(),
        *text("url", "title", "description", "author", "provider", "language"),
        *text("image_url", "image_description", "image_file"),
        *number("width", "height"),
        *text("blurhash"),
        *when("fetched_at"),
        *when("copied_at", null=True),
        unique("url"),
    )
    for column in wide("card_id", null=True):
        op.add_column("statuses", column)
