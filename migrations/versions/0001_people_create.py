"""Accounts, keys, logins, sessions, OAuth, what an administrator set."""

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import flag, json, key, number, ref, text, unique, when

revision = "0001_people"
down_revision = None


def upgrade() -> None:
    _accounts()
    _instance_settings()
    _oauth_apps()
    _sign_in_failures()
    _account_keys()
    _users()
    _oauth_codes()
    _oauth_tokens()
    _sessions()


def _accounts() -> None:
    op.create_table(
        "accounts",
        key(),
        *text(
            "username",
            "username_lower",
            "domain",
            "uri",
            "url",
            "actor_type",
            "display_name",
            "note",
            "note_source",
            "inbox_url",
            "shared_inbox_url",
            "outbox_url",
            "followers_url",
            "following_url",
            "featured_url",
            "avatar_remote_url",
            "avatar_file",
            "header_remote_url",
            "header_file",
        ),
        *flag("locked", "bot", "discoverable", "indexable"),
        *json("fields", "emojis", "also_known_as"),
        *text("moved_to_uri"),
        *number("statuses_count", "followers_count", "following_count"),
        *when("created_at"),
        *when("last_status_at", "fetched_at", "suspended_at", "silenced_at", "deleted_at", null=True),
        unique("uri"),
        unique("username_lower", "domain"),
        sa.Index("ix_accounts_domain", "domain"),
    )


def _instance_settings() -> None:
    op.create_table(
        "instance_settings",
        *text("name"),
        *json("value"),
        unique("name"),
    )


def _oauth_apps() -> None:
    op.create_table(
        "oauth_apps",
        key(),
        *text("name"),
        *text("website", null=True),
        *json("redirect_uris"),
        *text("scopes", "client_id", "client_secret_hash"),
        *when("created_at"),
        unique("client_id"),
    )


def _sign_in_failures() -> None:
    op.create_table(
        "sign_in_failures",
        key(),
        *text("login", "address"),
        *when("created_at"),
        sa.Index("ix_sign_in_failures_address_created_at", "address", "created_at"),
        sa.Index("ix_sign_in_failures_login_created_at", "login", "created_at"),
    )


def _account_keys() -> None:
    op.create_table(
        "account_keys",
        key(),
        ref("account_id", "accounts"),
        *text("uri", "kind", "public_pem"),
        *text("private_pem", null=True),
        *when("created_at"),
        *when("fetched_at", null=True),
        unique("uri"),
        sa.Index("ix_account_keys_account_id", "account_id"),
    )


def _users() -> None:
    op.create_table(
        "users",
        key(),
        ref("account_id", "accounts"),
        *text("email", "password_hash", "role", "locale"),
        *json("preferences"),
        *when("created_at"),
        *when("confirmed_at", "approved_at", "disabled_at", "last_sign_in_at", null=True),
        unique("account_id"),
        unique("email"),
    )


def _oauth_codes() -> None:
    op.create_table(
        "oauth_codes",
        key(),
        *text("code_hash"),
        ref("app_id", "oauth_apps"),
        ref("user_id", "users"),
        *text("redirect_uri", "scopes"),
        *text("code_challenge", null=True),
        *when("created_at", "expires_at"),
        *when("used_at", null=True),
        unique("code_hash"),
    )


def _oauth_tokens() -> None:
    op.create_table(
        "oauth_tokens",
        key(),
        *text("token_hash"),
        ref("app_id", "oauth_apps", null=True),
        ref("user_id", "users", null=True),
        *text("scopes"),
        *when("created_at"),
        *when("used_at", "revoked_at", null=True),
        unique("token_hash"),
        sa.Index("ix_oauth_tokens_user_id", "user_id"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        key(),
        ref("user_id", "users"),
        *text("token_hash", "csrf", "user_agent"),
        *when("created_at", "seen_at", "expires_at"),
        unique("token_hash"),
        sa.Index("ix_sessions_user_id", "user_id"),
    )
