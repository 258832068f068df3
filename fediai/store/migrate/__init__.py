"""Brings a database to the current schema: forward only, all or nothing, the SQLite file copied first."""

import asyncio
import re
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fediai
from fediai.settings import Settings
from fediai.store.errors import NeedsPerson
from fediai.store.migrate import looking

__all__ = ["NeedsPerson", "after", "migrate", "pending", "prepare", "revisions", "script_location", "snapshot"]

Report = Callable[[str], None]
LARGE = 512 * 1024 * 1024


def script_location() -> Path:
    """The migrations, inside an installed package or beside it in a checkout."""
    package = Path(fediai.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


@cache
def revisions() -> tuple[str, ...]:
    """Every migration in order, read from the files' own words: they are one line without branches."""
    files = sorted((script_location() / "versions").glob("*.py"))
    names = (re.search(r'^revision = "(.+)"$', file.read_text(encoding="utf-8"), re.MULTILINE) for file in files)
    return tuple(name[1] for name in names if name)


async def pending(settings: Settings) -> list[str]:
    """The migrations that are still to be made, in order; looking creates nothing."""
    return after(await looking.revision(settings))


def after(revision: str | None) -> list[str]:
    """What comes after this one."""
    known = revisions()
    if revision is not None and revision not in known:
        raise NeedsPerson(f"the database is at {revision}, which this version of fediai does not know")
    return list(known[known.index(revision) + 1 :] if revision else known)


async def migrate(settings: Settings, report: Report) -> None:
    """Makes what is pending; what is interrupted has not happened."""
    before = await looking.revision(settings)
    if after(before):
        if before is not None and settings.database.url.startswith("sqlite:"):
            copy = await asyncio.to_thread(snapshot, settings.path_of(settings.database.url), before)
            report(f"copied the database to {copy}")
        from fediai.store.migrate.upgrade import upgrade

        await upgrade(settings, script_location(), report)
    report("the database is current")


def snapshot(path: Path, revision: str) -> Path:
    """A consistent copy beside the file, whoever is writing at the moment; an older one of the same name stays."""
    copy = path.with_name(f"{path.name}.before-{revision}")
    count = 1
    while copy.exists():
        count += 1
        copy = path.with_name(f"{path.name}.before-{revision}-{count}")
    copied(path, copy)
    return copy


def copied(path: Path, copy: Path) -> None:
    """The whole of an SQLite file as it is at one moment, by its backup API."""
    source, target = sqlite3.connect(path, timeout=60), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()


async def prepare(settings: Settings, report: Report = lambda _: None) -> None:
    """What `serve` does by itself: a fresh database, or a small one; a large one waits for its administrator."""
    missing = await pending(settings)
    if not missing:
        return
    if await looking.size(settings) > LARGE:
        raise NeedsPerson(f"{len(missing)} migrations are due and the database is large: run `fediai migrate` first")
    await migrate(settings, report)
