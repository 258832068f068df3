"""The ways in: who asked to join and with which invitation, letters with a secret, and second steps of signing in."""

from sqlalchemy import Index, Table, UniqueConstraint

from fediai.store.tables.base import key, metadata, number, ref, text, when, wide

invites = Table(
    "invites",
    metadata,
    key(),
    ref("user_id", "users", nullable=True),  # null: from the command line
    text("code", unique=True),
    number("most_uses", default=None, nullable=True),  # null: as often as one likes
    number("uses"),
    when("created_at"),
    when("expires_at", nullable=True),
    when("revoked_at", nullable=True),
    Index("ix_invites_user_id", "user_id"),
)

sign_ups = Table(
    "sign_ups",
    metadata,
    key(),
    ref("user_id", "users"),
    text("reason"),
    text("address"),  # from which the form came
    ref("invite_id", "invites", nullable=True),
    when("created_at"),
    UniqueConstraint("user_id"),
)

# What a letter's link carries, as a fingerprint.
letter_secrets = Table(
    "letter_secrets",
    metadata,
    key(),
    ref("user_id", "users"),
    text("purpose"),  # confirm | password
    text("secret_hash", unique=True),
    text("email"),  # the address that is confirmed
    when("created_at"),
    when("expires_at"),
    when("used_at", nullable=True),
    Index("ix_letter_secrets_user_id", "user_id"),
)

one_time_secrets = Table(
    "one_time_secrets",
    metadata,
    key(),
    ref("user_id", "users"),
    text("secret"),  # Base32, as the person's device keeps it: without it no code could be checked
    number("last_step"),  # the thirty seconds of the last code that was taken: none is taken twice
    when("created_at"),
    when("confirmed_at", nullable=True),
    UniqueConstraint("user_id"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    key(),
    ref("user_id", "users"),
    text("code_hash"),
    when("created_at"),
    when("used_at", nullable=True),
    UniqueConstraint("user_id", "code_hash"),
)

passkeys = Table(
    "passkeys",
    metadata,
    key(),
    ref("user_id", "users"),
    text("credential_id", unique=True),  # base64url
    text("credential"),  # the attested credential data of WebAuthn, base64url
    text("name"),
    wide("sign_count"),
    when("created_at"),
    when("used_at", nullable=True),
    Index("ix_passkeys_user_id", "user_id"),
)

# Between the first step of signing in and the last; or while a passkey is asked for its signature.
sign_in_steps = Table(
    "sign_in_steps",
    metadata,
    key(),
    text("secret_hash", unique=True),
    ref("user_id", "users", nullable=True),  # null: a passkey will say who it is
    text("purpose"),  # second | passkey | new_passkey
    text("challenge"),  # base64url
    number("tries"),
    when("created_at"),
    when("expires_at"),
)
