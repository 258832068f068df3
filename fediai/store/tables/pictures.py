"""Generations, the pictures they made, every other attached file, and small pictures with names."""

from sqlalchemy import BigInteger, Column, Float, Index, Table, UniqueConstraint
from sqlalchemy import text as sql

from fediai.store.tables.base import flag, json, key, metadata, number, ref, text, when

generations = Table(
    "generations",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("state"),  # domain/lifecycle.py GENERATION
    text("prompt"),
    text("negative"),
    text("style"),
    text("model"),
    number("width"),
    number("height"),
    Column("seed", BigInteger, nullable=False),
    number("steps", default=None, nullable=True),
    Column("guidance", Float, nullable=True),
    number("pictures", default=1),  # how many are asked for
    text("command"),  # the text as typed, with its flags: private, like the whole recipe
    json("post", nullable=True),  # how to publish (domain/generations.py Posting); null: the studio only
    Column("pending_status_id", BigInteger, nullable=True),
    Column("status_id", BigInteger, nullable=True),  # what was published
    text("idempotency_key"),  # the client's; released (emptied) when there will be no picture
    flag("recipe_public"),
    text("language"),
    text("label"),  # the generator's own sentence about itself
    text("digital_source_type"),
    text("worker"),
    text("claim"),  # proof of the present lease; changes with each claim
    when("leased_until", nullable=True),
    number("attempts"),
    number("step"),
    number("of_steps"),
    number("cost"),  # shares of the daily quota, given back on failure
    flag("refunded"),
    text("error"),
    when("created_at"),
    when("queued_at"),  # the place in the queue; kept when a job returns to it
    when("started_at", nullable=True),
    when("finished_at", nullable=True),
    Column("source_media_id", BigInteger, nullable=True),  # painted from this picture
    Column("strength", Float, nullable=True),
    Index("ix_generations_state_queued_at", "state", "queued_at"),
    Index("ix_generations_account_id_id", "account_id", "id"),
    Index("ix_generations_pending_status_id", "pending_status_id"),
    Index("ix_generations_status_id", "status_id"),
    Index(
        "uq_generations_account_id_idempotency_key",
        "account_id",
        "idempotency_key",
        unique=True,
        sqlite_where=sql("idempotency_key <> ''"),
        postgresql_where=sql("idempotency_key <> ''"),
    ),
)

# Which painting a letter to or from the studio is about: so that a reply or a vote finds it.
studio_letters = Table(
    "studio_letters",
    metadata,
    ref("status_id", "statuses", primary_key=True),
    ref("generation_id", "generations"),
    Index("ix_studio_letters_generation_id", "generation_id"),
)

# People of other servers who asked the studio for something, and when it last told them what.
studio_guests = Table(
    "studio_guests",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    when("greeted_at", nullable=True),
    when("refused_at", nullable=True),
)

generation_pictures = Table(
    "generation_pictures",
    metadata,
    ref("generation_id", "generations", primary_key=True),
    Column("item", BigInteger, primary_key=True, autoincrement=False),
    Column("media_id", BigInteger, nullable=True),
    Column("seed", BigInteger, nullable=False),
    text("raw_file"),  # as the worker sent it; deleted once developed
    when("created_at"),
)

media_attachments = Table(
    "media_attachments",
    metadata,
    key(),
    ref("account_id", "accounts"),
    ref("status_id", "statuses", nullable=True),
    number("position"),
    text("state"),  # domain/lifecycle.py MEDIA
    text("type"),  # image | gifv | video | audio | unknown
    text("media_type"),
    text("file"),  # key in the media storage; for remote ones empty until somebody looks
    text("preview_file"),
    text("remote_url"),
    number("size"),
    number("width"),
    number("height"),
    number("preview_width"),
    number("preview_height"),
    text("blurhash", nullable=True),
    text("description", nullable=True),
    text("average_colour"),  # "#rrggbb", stands in until the picture arrives
    Column("focus_x", Float, nullable=True),
    Column("focus_y", Float, nullable=True),
    text("digital_source_type"),  # IPTC term: trainedAlgorithmicMedia, algorithmicMedia, … or ""
    Column("generation_id", BigInteger, nullable=True),
    text("error"),
    when("created_at"),
    when("fetched_at", nullable=True),
    text("full_file"),  # ours only: larger than what travels, behind a click
    Index("ix_media_attachments_status_id", "status_id"),
    Index("ix_media_attachments_account_id", "account_id"),
    Index("ix_media_attachments_file", "file"),
)

generator_tokens = Table(
    "generator_tokens",
    metadata,
    key(),
    text("name"),
    text("token_hash", unique=True),
    when("created_at"),
    json("offer", nullable=True),  # what the worker that uses it last said it can paint
    when("seen_at", nullable=True),
    when("awake_until", nullable=True),  # renewed while a worker is connected
    when("revoked_at", nullable=True),
)

# Ours and those of others, each under the host that it belongs to: nobody replaces a neighbour's.
custom_emojis = Table(
    "custom_emojis",
    metadata,
    key(),
    text("shortcode"),
    text("domain"),  # "" for our own
    text("remote_url"),
    text("file"),  # key in the media storage; of far ones empty until somebody looks
    text("category"),
    flag("hidden"),  # not offered in pickers
    when("created_at"),
    when("updated_at"),
    when("fetched_at", nullable=True),
    UniqueConstraint("domain", "shortcode"),
    Index("ix_custom_emojis_file", "file"),
)
