"""What people bring from another server, line by line, and the archives of what they take along."""

from sqlalchemy import BigInteger, Column, Index, Table

from fediai.store.tables.base import flag, json, key, metadata, number, ref, text, when

imports = Table(
    "imports",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("sheet"),  # domain/people/sheets.py
    flag("overwrite"),
    number("total"),
    number("done"),
    number("failed"),
    when("created_at"),
    when("finished_at", nullable=True),
    Index("ix_imports_account_id", "account_id"),
)

# What is still to be done, or could not be; a line that is done goes.
import_lines = Table(
    "import_lines",
    metadata,
    key(),
    ref("import_id", "imports"),
    json("entry"),
    flag("goes"),  # not on the new list: taken away, where the list replaces what is there
    text("error"),
    Index("ix_import_lines_import_id_id", "import_id", "id"),
)

archives = Table(
    "archives",
    metadata,
    key(),
    ref("account_id", "accounts"),
    text("file"),  # key in the media storage; never served by that name
    Column("size", BigInteger, nullable=False, server_default="0"),
    when("created_at"),
    when("finished_at", nullable=True),
    Index("ix_archives_account_id", "account_id"),
)
