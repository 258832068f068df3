"""Statuses and what hangs on them."""

from sqlalchemy import DDL, BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint, event
from sqlalchemy import text as sql

from fediai.store.tables.base import flag, json, key, metadata, number, ref, text, when

_CARDED = sql("card_id IS NOT NULL")  # few posts link to a page

statuses = Table(
    "statuses",
    metadata,
    key(),
    text("uri", unique=True),
    text("url"),
    ref("account_id", "accounts"),
    text("text"),  # what was typed; empty for remote ones
    text("content"),  # sanitised HTML
    text("spoiler_text"),
    flag("sensitive"),
    text("visibility"),
    text("language", nullable=True),
    Column("in_reply_to_id", BigInteger, nullable=True),  # no foreign key: a reply outlives its parent
    Column("in_reply_to_account_id", BigInteger, nullable=True),
    text("in_reply_to_uri"),  # known even when the parent is not
    Column("reblog_of_id", BigInteger, nullable=True),
    Column("thread_id", BigInteger, nullable=False),  # id of the first status of the thread as far as we know
    json("mentions"),  # [{id, username, acct, url, uri}] as they were when it was written
    json("tags"),  # ["aigenerated"]
    json("emojis"),  # [{shortcode, url}]
    flag("local"),
    flag("gen_ai"),
    text("generator"),  # the Note's generator, e.g. "fediai 0.1.0 (paper-1)"
    text("application"),  # name of the client app
    text("application_website"),
    Column("pending_generation_id", BigInteger, nullable=True),  # set: author-only stand-in until the picture is ready
    number("replies_count"),
    number("reblogs_count"),
    number("favourites_count"),
    when("created_at"),
    when("edited_at", nullable=True),
    when("fetched_at", nullable=True),
    Column("poll_id", BigInteger, nullable=True),  # no foreign key: the poll hangs on the status
    Column("quote_id", BigInteger, nullable=True),  # no foreign key: the quote hangs on the status
    number("quotes_count"),
    text("quote_policy"),  # domain/posts/quotes.py: "automatic|manual"; empty: nothing was said
    number("reactions_count"),
    Column("card_id", BigInteger, nullable=True),  # no foreign key: set when the page has been looked at
    Index("ix_statuses_account_id_id", "account_id", "id"),
    Index("ix_statuses_in_reply_to_id", "in_reply_to_id"),
    Index("ix_statuses_reblog_of_id_account_id", "reblog_of_id", "account_id"),
    Index("ix_statuses_thread_id", "thread_id"),
    Index("ix_statuses_visibility_id", "visibility", "id"),
    Index("ix_statuses_local_visibility_id", "local", "visibility", "id"),
    Index("ix_statuses_in_reply_to_uri", "in_reply_to_uri"),
    Index("ix_statuses_url", "url"),
    Index("ix_statuses_pending_generation_id", "pending_generation_id"),
    Index("ix_statuses_card_id_id", "card_id", "id", sqlite_where=_CARDED, postgresql_where=_CARDED),
)

# Who quotes what, and whether the quoted author agrees (FEP-044f).
quotes = Table(
    "quotes",
    metadata,
    key(),
    ref("status_id", "statuses"),
    ref("account_id", "accounts"),
    Column("quoted_status_id", BigInteger, nullable=True),  # no foreign key: a quote outlives what it shows
    Column("quoted_account_id", BigInteger, nullable=True),
    text("quoted_uri"),
    text("state"),
    text("request_uri"),
    text("authorization_uri"),
    when("created_at"),
    UniqueConstraint("status_id"),
    Index("ix_quotes_quoted_status_id_id", "quoted_status_id", "id"),
    Index("ix_quotes_request_uri", "request_uri"),
    Index("ix_quotes_authorization_uri", "authorization_uri"),
)

# The pages that posts link to, each once.
preview_cards = Table(
    "preview_cards",
    metadata,
    key(),
    text("url"),
    text("title"),  # empty: there was nothing to show
    text("description"),
    text("author"),
    text("provider"),
    text("language"),
    text("image_url"),
    text("image_description"),
    text("image_file"),  # key in the media storage, once somebody has looked
    number("width"),
    number("height"),
    text("blurhash"),
    when("fetched_at"),
    when("copied_at", nullable=True),
    UniqueConstraint("url"),
)

mentions = Table(
    "mentions",
    metadata,
    ref("status_id", "statuses", primary_key=True),
    ref("account_id", "accounts", primary_key=True),
    Index("ix_mentions_account_id_status_id", "account_id", "status_id"),
)

status_tags = Table(
    "status_tags",
    metadata,
    ref("status_id", "statuses", primary_key=True),
    Column("tag", Text, primary_key=True),
    Index("ix_status_tags_tag_status_id", "tag", "status_id"),
)

# An id that clients may still hold: a pending status that became the real one (kept for 30 days).
status_aliases = Table(
    "status_aliases",
    metadata,
    key(),
    Column("status_id", BigInteger, nullable=False),
    ref("account_id", "accounts"),
    when("expires_at"),
    Index("ix_status_aliases_status_id", "status_id"),
)

# A tombstone wins over a late Create or Update: order is not kept between servers.
tombstones = Table(
    "tombstones",
    metadata,
    Column("uri", Text, primary_key=True),
    text("actor_uri"),
    when("deleted_at"),
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    ref("account_id", "accounts", primary_key=True),
    Column("idempotency_key", Text, primary_key=True),
    Column("status_id", BigInteger, nullable=True),  # null while the first request is still at work
    when("created_at"),
    UniqueConstraint("account_id", "idempotency_key"),
)

# The words of posts for search. Each engine keeps its own index over this table, in the same transaction.
status_words = Table(
    "status_words",
    metadata,
    Column(
        "status_id",
        BigInteger().with_variant(Integer(), "sqlite"),
        ForeignKey("statuses.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    text("words"),  # domain/posts/words.py
)

_OUT = "INSERT INTO status_index (status_index, rowid, words) VALUES ('delete', old.status_id, old.words);"
_IN = "INSERT INTO status_index (rowid, words) VALUES (new.status_id, new.words);"
INDEXES = {
    "sqlite": (
        "CREATE VIRTUAL TABLE status_index USING fts5(words, content='status_words', content_rowid='status_id',"
        " tokenize='unicode61 remove_diacritics 0')",
        f"CREATE TRIGGER status_words_come AFTER INSERT ON status_words BEGIN {_IN} END",
        f"CREATE TRIGGER status_words_go AFTER DELETE ON status_words BEGIN {_OUT} END",
        f"CREATE TRIGGER status_words_change AFTER UPDATE ON status_words BEGIN {_OUT} {_IN} END",
    ),
    "postgresql": (
        "CREATE INDEX ix_status_words_found ON status_words USING gin (to_tsvector('simple'::regconfig, words))",
    ),
}

for _engine, _statements in INDEXES.items():
    for _statement in _statements:
        event.listen(status_words, "after_create", DDL(_statement).execute_if(dialect=_engine))  # type: ignore[no-untyped-call]
