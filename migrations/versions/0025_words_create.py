"""The words of posts, for search; those that are there already are read once."""

import html
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

from fediai.store.migrate.columns import text

revision = "0025_words"
down_revision = "0024_ai_marks"

OUT = "INSERT INTO status_index (status_index, rowid, words) VALUES ('delete', old.status_id, old.words);"
IN = "INSERT INTO status_index (rowid, words) VALUES (new.status_id, new.words);"
SQLITE = (
    "CREATE VIRTUAL TABLE status_index USING fts5(words, content='status_words', content_rowid='status_id',"
    " tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER status_words_come AFTER INSERT ON status_words BEGIN {IN} END",
    f"CREATE TRIGGER status_words_go AFTER DELETE ON status_words BEGIN {OUT} END",
    f"CREATE TRIGGER status_words_change AFTER UPDATE ON status_words BEGIN {OUT} {IN} END",
)
POSTGRES = ("CREATE INDEX ix_status_words_found ON status_words USING gin (to_tsvector('simple'::regconfig, words))",)
# Ours, and what others publish who want to be found.
KNOWN = sa.text(
    "SELECT s.id, s.spoiler_text, s.content FROM statuses s JOIN accounts a ON a.id = s.account_id"
    " WHERE s.id > :after AND s.reblog_of_id IS NULL AND s.pending_generation_id IS NULL"
    " AND (s.local OR (s.visibility = 'public' AND a.indexable)) ORDER BY s.id LIMIT 500"
)
KEEP = sa.text("INSERT INTO status_words (status_id, words) VALUES (:id, :words)")
SIGNS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{SIGNS}]|[^\W_{SIGNS}]+")


def upgrade() -> None:
    wide = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    statuses = sa.ForeignKey("statuses.id", ondelete="CASCADE")
    op.create_table(
        "status_words", sa.Column("status_id", wide, statuses, primary_key=True, autoincrement=False), *text("words")
    )
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)
    _read_what_is_there(op.get_bind())


def _read_what_is_there(connection: sa.Connection) -> None:
    after = 0
    while rows := connection.execute(KNOWN, {"after": after}).all():
        connection.execute(KEEP, [{"id": row[0], "words": _words(f"{row[1]}\n{row[2]}")} for row in rows])
        after = rows[-1][0]


def _words(markup: str) -> str:
    bare = html.unescape(re.sub(r"<[^<>]*>", " ", markup[:50_000]))
    plain = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFKD", bare)).casefold()
    return " ".join(token[:64] for token in TOKEN.findall(plain)[:4000])
