"""Polls: what may be chosen, and who chose what."""

from sqlalchemy import BigInteger, Column, Index, Table, UniqueConstraint

from fediai.store.tables.base import flag, key, metadata, number, ref, text, when

polls = Table(
    "polls",
    metadata,
    key(),
    ref("status_id", "statuses"),
    flag("multiple"),
    flag("hide_totals"),
    number("voters", default=None, nullable=True),  # null: a far server did not say
    when("expires_at", nullable=True),
    UniqueConstraint("status_id"),
)

poll_options = Table(
    "poll_options",
    metadata,
    ref("poll_id", "polls", primary_key=True),
    Column("place", BigInteger, primary_key=True, autoincrement=False),
    text("title"),
    number("votes"),
)

# Votes in polls of ours by anybody, and of our people in far polls.
poll_votes = Table(
    "poll_votes",
    metadata,
    ref("poll_id", "polls", primary_key=True),
    ref("account_id", "accounts", primary_key=True),
    Column("choice", BigInteger, primary_key=True, autoincrement=False),
    when("created_at"),
    Index("ix_poll_votes_account_id", "account_id"),
)
