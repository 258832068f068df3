"""The ways in: invitations and who asked to join, letters with a secret, second steps of signing in."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, key, number, ref, text, unique, when

revision = "0022_entry"
down_revision = "0021_studio_letters"


def upgrade() -> None:
    op.add_column("accounts", *flag("pending"))
    op.add_column("sessions", *text("address"))
    _joining()
    _second_steps()


def _joining() -> None:
    op.create_table(
        "invites",
        key(),
        ref("user_id", "users", null=True),
        *text("code"),
        *number("most_uses", default=None, null=True),
        *number("uses"),
        *when("created_at"),
        *when("expires_at", "revoked_at", null=True),
        unique("code"),
        sa.Index("ix_invites_user_id", "user_id"),
    )
    op.create_table(
        "sign_ups",
        key(),
        ref("user_id", "users"),
        *text("reason", "address"),
        ref("invite_id", "invites", null=True),
        *when("created_at"),
        unique("user_id"),
    )
    op.create_table(
        "letter_secrets",
        key(),
        ref("user_id", "users"),
        *text("purpose", "secret_hash", "email"),
        *when("created_at", "expires_at"),
        *when("used_at", null=True),
        unique("secret_hash"),
        sa.Index("ix_letter_secrets_user_id", "user_id"),
    )


def _second_steps() -> None:
    op.create_table(
        "one_time_secrets",
        key(),
        ref("user_id", "users"),
        *text("secret"),
        *number("last_step"),
        *when("created_at"),
        *when("confirmed_at", null=True),
        unique("user_id"),
    )
    op.create_table(
        "recovery_codes",
        key(),
        ref("user_id", "users"),
        *text("code_hash"),
        *when("created_at"),
        *when("used_at", null=True),
        unique("user_id", "code_hash"),
    )
    op.create_table(
        "passkeys",
        key(),
        ref("user_id", "users"),
        *text("credential_id", "credential", "name"),
        sa.Column("sign_count", sa.BigInteger, nullable=False, server_default="0"),
        *when("created_at"),
        *when("used_at", null=True),
        unique("credential_id"),
        sa.Index("ix_passkeys_user_id", "user_id"),
    )
    _between()


def _between() -> None:
    op.create_table(
        "sign_in_steps",
        key(),
        *text("secret_hash"),
        ref("user_id", "users", null=True),
        *text("purpose", "challenge"),
        *number("tries"),
        *when("created_at", "expires_at"),
        unique("secret_hash"),
    )
