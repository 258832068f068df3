"""SQLite's own backup: consistent whoever is writing."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from fediai.settings import Settings
from fediai.store.copies import Census
from fediai.store.errors import StoreError
from fediai.store.migrate import copied
from fediai.store.migrate.looking import revision_of_file

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def _path(settings: Settings) -> Path:
    return settings.path_of(settings.database.url)


async def dump(settings: Settings, to: Path) -> Census:
    """By the backup API, in another thread."""
    await asyncio.to_thread(copied, _path(settings), to)
    return await asyncio.to_thread(_census, to)


async def load(settings: Settings, path: Path) -> None:
    """Appears whole or not at all."""
    await asyncio.to_thread(_load, _path(settings), path)


def _load(target: Path, path: Path) -> None:
    if target.exists() and target.stat().st_size:
        raise StoreError(f"there is a database at {target}: move it away first")
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.restoring")
    beside.unlink(missing_ok=True)
    copied(path, beside)
    beside.replace(target)


async def census(settings: Settings) -> Census:
    """Counts every table; a damaged file is told apart here."""
    return await asyncio.to_thread(_census, _path(settings))


def _census(path: Path) -> Census:
    revision = revision_of_file(path)
    try:
        with closing(sqlite3.connect(path, timeout=60)) as file:
            [sound] = file.execute("PRAGMA quick_check(1)").fetchone()
            tables = [name for (name,) in file.execute(TABLES)]
            counts = {name: _count(file, name) for name in tables}
    except sqlite3.Error as cause:
        raise StoreError(f"{path} is damaged: {cause}") from cause
    if sound != "ok":
        raise StoreError(f"{path} is damaged: {sound}")
    return Census(revision or "", counts)


def _count(file: sqlite3.Connection, table: str) -> int:
    [found] = file.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 — a name the file itself gave
    return int(found)


@asynccontextmanager
async def scratch(_settings: Settings) -> AsyncIterator[str]:
    """A file in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="fediai-check-") as folder:
        yield f"sqlite:{folder}/fediai.db"
