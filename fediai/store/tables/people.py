"""Accounts of here and elsewhere, who signs in, and what acts in their name."""

from sqlalchemy import Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, json, key, metadata, number, ref, text, when

accounts = Table(
    "accounts",
    metadata,
    key(),
    text("username"),
    text("username_lower"),
    text("domain"),  # "" for our own: a null would escape the unique constraint
    text("uri", unique=True),
    text("url"),
    text("actor_type"),
    text("display_name"),
    text("note"),  # sanitised HTML
    text("note_source"),  # what our own people typed
    text("inbox_url"),
    text("shared_inbox_url"),
    text("outbox_url"),
    text("followers_url"),
    text("following_url"),
    text("featured_url"),
    text("avatar_remote_url"),
    text("avatar_file"),  # key in the media storage
    text("header_remote_url"),
    text("header_file"),
    flag("locked"),
    flag("bot"),
    flag("discoverable"),
    flag("indexable"),
    json("fields"),  # [{name, value, verified_at}]
    json("emojis"),  # [{shortcode, url}]
    json("also_known_as"),  # [uri]
    text("moved_to_uri"),
    number("statuses_count"),
    number("followers_count"),
    number("following_count"),
    when("created_at"),
    when("last_status_at", nullable=True),
    when("fetched_at", nullable=True),
    when("suspended_at", nullable=True),
    when("silenced_at", nullable=True),
    when("deleted_at", nullable=True),
    when("moved_at", nullable=True),  # when its followers were last told
    when("featured_at", nullable=True),  # when what it pins was last asked for
    text("featured_tags_url"),
    flag("memorial"),
    when("suspended_afar_at", nullable=True),  # by its own server: then suspended_at says the same instant
    flag("may_remix"),  # ours only: others here may paint from its pictures
    flag("may_learn"),  # ours only: machines may learn from what it posts
    text("attribution_domains"),  # sites that may name this account as their author, by spaces
    flag("pending"),  # ours, and not let in yet: nobody sees it
    when("sensitized_at", nullable=True),  # its pictures are shown behind a veil
    when("suspended_here_at", nullable=True),  # by a moderator's word about this very account; the rest is by domain
    when("silenced_here_at", nullable=True),
    flag("posts_ai"),  # pictures by machines; of far ones: as they say themselves
    UniqueConstraint("username_lower", "domain"),
    Index("ix_accounts_domain", "domain"),
)

account_keys = Table(
    "account_keys",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("uri", unique=True),
    text("kind"),  # rsa | ed25519
    text("public_pem"),
    text("private_pem", nullable=True),
    when("created_at"),
    when("fetched_at", nullable=True),
    flag("asserts"),  # proves documents (FEP-521a assertionMethod), not only requests
    Index("ix_account_keys_account_id", "account_id"),
)

users = Table(
    "users",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("email", unique=True),
    text("password_hash"),
    text("role"),  # user | moderator | admin
    text("locale"),
    json("preferences"),
    when("created_at"),
    when("confirmed_at", nullable=True),
    when("approved_at", nullable=True),
    when("disabled_at", nullable=True),
    when("last_sign_in_at", nullable=True),
    UniqueConstraint("account_id"),
)

sessions = Table(
    "sessions",
    metadata,
    key(),
    ref("user_id", "users"),
    text("token_hash", unique=True),
    text("csrf"),
    text("user_agent"),
    when("created_at"),
    when("seen_at"),
    when("expires_at"),
    text("address"),
    Index("ix_sessions_user_id", "user_id"),
)

# Wrong passwords of the last minutes: guessing is slowed down per name and per address.
sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    key(),
    text("login"),
    text("address"),
    when("created_at"),
    Index("ix_sign_in_failures_login_created_at", "login", "created_at"),
    Index("ix_sign_in_failures_address_created_at", "address", "created_at"),
)

oauth_apps = Table(
    "oauth_apps",
    metadata,
    key(),
    text("name"),
    text("website", nullable=True),
    json("redirect_uris"),
    text("scopes"),
    text("client_id", unique=True),
    text("client_secret_hash"),
    when("created_at"),
)

oauth_codes = Table(
    "oauth_codes",
    metadata,
    key(),
    text("code_hash", unique=True),
    ref("app_id", "oauth_apps"),
    ref("user_id", "users"),
    text("redirect_uri"),
    text("scopes"),
    text("code_challenge", nullable=True),
    when("created_at"),
    when("expires_at"),
    when("used_at", nullable=True),
)

oauth_tokens = Table(
    "oauth_tokens",
    metadata,
    key(),
    text("token_hash", unique=True),
    ref("app_id", "oauth_apps", nullable=True),
    ref("user_id", "users", nullable=True),  # null: the app itself (client credentials)
    text("scopes"),
    when("created_at"),
    when("used_at", nullable=True),
    when("revoked_at", nullable=True),
    text("address"),  # from which it was last noted as used, roughly
    Index("ix_oauth_tokens_user_id", "user_id"),
)

# What an admin changes while the server runs: title, description, rules, contact, …
instance_settings = Table("instance_settings", metadata, text("name"), json("value"), UniqueConstraint("name"))
