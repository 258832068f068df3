"""Looks at a database with its bare driver: which schema it has, how large it is. Looking creates nothing."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from fediai.settings import Settings
from fediai.store.errors import StoreError, Unreachable

_KNOWN = "SELECT name FROM sqlite_master WHERE name = 'alembic_version'"
_REVISION = "SELECT version_num FROM alembic_version"


async def revision(settings: Settings) -> str | None:
    """The last migration it has seen; None for one that is empty or not there."""
    if settings.database.url.startswith("sqlite:"):
        return await asyncio.to_thread(revision_of_file, settings.path_of(settings.database.url))
    known = await _ask_postgres(settings.database.url, "SELECT to_regclass('alembic_version')::text")
    return await _ask_postgres(settings.database.url, _REVISION) if known else None


def revision_of_file(path: Path) -> str | None:
    """The same, of an SQLite file."""
    if not path.exists() or path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(path, timeout=60)) as file:
            row = file.execute(_REVISION).fetchone() if file.execute(_KNOWN).fetchone() else None
    except sqlite3.Error as cause:
        raise StoreError(f"{path} can't be read as a database: {cause}") from cause
    return row[0] if row else None


async def size(settings: Settings) -> int:
    """Bytes on disk."""
    if settings.database.url.startswith("sqlite:"):
        path = settings.path_of(settings.database.url)
        return path.stat().st_size if path.exists() else 0
    return int(await _ask_postgres(settings.database.url, "SELECT pg_database_size(current_database())::text") or 0)


async def _ask_postgres(url: str, question: str) -> str | None:
    import asyncpg  # not a part of every instance's memory

    try:
        connection = await asyncpg.connect(url, timeout=15)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as cause:
        raise Unreachable(f"PostgreSQL can't be reached: {cause}; see [database] url") from cause
    try:
        found: str | None = await connection.fetchval(question)
    finally:
        await connection.close()
    return found
