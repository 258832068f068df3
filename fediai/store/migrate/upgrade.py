"""Runs migrations with Alembic; imported only when there are any, since it brings half an ORM along."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fediai.settings import Settings
from fediai.store.migrate import engines


async def upgrade(settings: Settings, location: Path, report: Callable[[str], None]) -> None:
    """Makes every pending migration in one transaction: what is interrupted has not happened, and is run again."""
    config = Config()
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _: MigrationContext) -> Any:
        return scripts._upgrade_revs("heads", revision)

    def work(connection: Connection) -> None:
        config.attributes.update(connection=connection, report=report)
        with EnvironmentContext(config, scripts, fn=steps, destination_rev="heads"):
            scripts.run_env()

    await engines.change(settings, work)
