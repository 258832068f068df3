"""Brings a database to the current schema: forward only, all or nothing, the SQLite file copied first."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection

import fediai
from fediai.settings import Settings
from fediai.store.migrate import engines

Report = Callable[[str], None]
LARGE = 512 * 1024 * 1024


class NeedsPerson(Exception):
    """The server will not do this by itself; the sentence says what to type."""


def script_location() -> Path:
    """The migrations, inside an installed package or beside it in a checkout."""
    package = Path(fediai.__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def _scripts() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(script_location()).replace("%", "%%"))
    return config, ScriptDirectory.from_config(config)


async def pending(settings: Settings) -> list[str]:
    """The migrations that are still to be made, in order; looking creates nothing."""
    _, scripts = _scripts()
    return _after(scripts, await engines.look(settings, _revision))


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _after(scripts: ScriptDirectory, revision: str | None) -> list[str]:
    try:
        steps = [script.revision for script in scripts.iterate_revisions("heads", revision or "base")]
    except (CommandError, RevisionError) as cause:
        raise NeedsPerson(f"the database is at {revision}, which this version of fediai does not know") from cause
    return [step for step in reversed(steps) if step != revision]


async def migrate(settings: Settings, report: Report) -> None:
    """Makes every pending migration in one transaction: what is interrupted has not happened, and is run again."""
    config, scripts = _scripts()
    before = await engines.look(settings, _revision)
    steps = _after(scripts, before)
    if not steps:
        report("the database is current")
        return
    if before is not None and settings.database.url.startswith("sqlite:"):
        copy = await asyncio.to_thread(snapshot, settings.path_of(settings.database.url), before)
        report(f"copied the database to {copy}")

    def work(connection: Connection) -> None:
        _upgrade(config, scripts, connection, report)

    await engines.change(settings, work)
    report("the database is current")


def _upgrade(config: Config, scripts: ScriptDirectory, connection: Connection, report: Report) -> None:
    def steps(revision: Any, _: MigrationContext) -> Any:
        return scripts._upgrade_revs("heads", revision)

    config.attributes.update(connection=connection, report=report)
    with EnvironmentContext(config, scripts, fn=steps, destination_rev="heads"):
        scripts.run_env()


def snapshot(path: Path, revision: str) -> Path:
    """A consistent copy beside the file, whoever is writing at the moment; an older one of the same name stays."""
    copy = path.with_name(f"{path.name}.before-{revision}")
    count = 1
    while copy.exists():
        count += 1
        copy = path.with_name(f"{path.name}.before-{revision}-{count}")
    with sqlite3.connect(path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    return copy


async def prepare(settings: Settings, report: Report = lambda _: None) -> None:
    """What `serve` does by itself: a fresh database, or a small one; a large one waits for its administrator."""
    missing = await pending(settings)
    if not missing:
        return
    if (await engines.look(settings, engines.size) or 0) > LARGE:
        raise NeedsPerson(f"{len(missing)} migrations are due and the database is large: run `fediai migrate` first")
    await migrate(settings, report)
