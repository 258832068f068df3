"""Which accounts post AI pictures: said once in a profile instead of counted whenever somebody looks."""

from alembic import op

from fediai.store.migrate.columns import flag

revision = "0024_ai_marks"
down_revision = "0023_moderation"


def upgrade() -> None:
    for column in flag("posts_ai"):
        op.add_column("accounts", column)
    op.execute(
        "UPDATE accounts SET posts_ai = true WHERE id IN "
        "(SELECT account_id FROM statuses WHERE local AND gen_ai AND reblog_of_id IS NULL)"
    )
