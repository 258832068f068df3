"""The migrations end in exactly the tables that the code speaks of, and lose nothing on the way."""

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect

from fediai.settings import DatabaseSettings, Settings
from fediai.store.migrate import NeedsPerson, engines, migrate, pending, prepare, script_location, snapshot
from fediai.store.tables import metadata
from tests.harness.databases import Cluster, with_database


def settings_with(url: str) -> Settings:
    return replace(Settings(), database=DatabaseSettings(url=url))


def index(one: Any) -> list[Any]:
    """An index without what names this connection's own objects; a partial one with its condition."""
    options = {name: str(value) for name, value in one.get("dialect_options", {}).items()}
    return [one["name"], one["column_names"], bool(one["unique"]), options]


def described(connection: Connection) -> dict[str, Any]:
    """Tables with their columns, keys, constraints and indexes, as the engine itself reports them."""
    seen = inspect(connection)
    return {
        table: {
            "columns": [(c["name"], str(c["type"]), c["nullable"], c["default"]) for c in seen.get_columns(table)],
            "key": seen.get_pk_constraint(table),
            "references": sorted(map(str, seen.get_foreign_keys(table))),
            "unique": sorted(map(str, seen.get_unique_constraints(table))),
            "indexes": sorted(map(index, seen.get_indexes(table)), key=str),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_migrations_end_in_the_tables_of_the_code(engine: str, tmp_path: Path, request: pytest.FixtureRequest):
    if engine == "sqlite":
        one, other = (settings_with(f"sqlite:{tmp_path / name}.db") for name in ("migrated", "made"))
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        one, other = [with_database(cluster.url(await asyncio.to_thread(cluster.create))) for _ in range(2)]
    said: list[str] = []
    await migrate(one, said.append)
    await engines.change(other, metadata.create_all)
    assert await engines.look(one, described) == await engines.look(other, described)
    assert said[-1] == "the database is current"
    assert await pending(one) == []


async def test_looking_at_what_is_pending_creates_nothing(tmp_path: Path):
    settings = settings_with(f"sqlite:{tmp_path / 'none.db'}")
    assert (await pending(settings))[0] == "0001_people"
    assert not (tmp_path / "none.db").exists()


async def test_two_that_migrate_at_once_do_not_get_in_each_others_way(tmp_path: Path):
    settings = settings_with(f"sqlite:{tmp_path / 'new.db'}")
    await asyncio.gather(*(migrate(settings, lambda _: None) for _ in range(2)))
    assert await pending(settings) == []


async def test_what_is_interrupted_has_not_happened(tmp_path: Path):
    """Half-way through, an error: no table is left, and the next try begins anew."""
    settings = settings_with(f"sqlite:{tmp_path / 'cut.db'}")

    def cut(sentence: str) -> None:
        if sentence.startswith("0003"):
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await migrate(settings, cut)
    assert len(await pending(settings)) == len(list((script_location() / "versions").glob("*.py")))
    await migrate(settings, lambda _: None)
    assert await pending(settings) == []


async def test_a_database_from_the_future_is_refused(tmp_path: Path):
    settings = settings_with(f"sqlite:{tmp_path / 'future.db'}")
    await prepare(settings)
    with sqlite3.connect(tmp_path / "future.db") as file:
        file.execute("UPDATE alembic_version SET version_num = '9999_wonders'")
    file.close()
    with pytest.raises(NeedsPerson, match="9999_wonders"):
        await pending(settings)


async def test_a_snapshot_holds_what_was_written_and_never_replaces_an_older_one(tmp_path: Path):
    path = tmp_path / "some.db"
    with sqlite3.connect(path) as file:
        file.execute("CREATE TABLE words (word TEXT)")
        file.execute("INSERT INTO words VALUES ('fox')")
    file.close()
    first, second = snapshot(path, "0001_people"), snapshot(path, "0001_people")
    assert (first.name, second.name) == ("some.db.before-0001_people", "some.db.before-0001_people-2")
    with sqlite3.connect(second) as copy:
        assert copy.execute("SELECT word FROM words").fetchall() == [("fox",)]
    copy.close()


def test_migrations_are_one_line_without_branches():
    """Each names the one before it, and the files sort in that order."""
    files = sorted((script_location() / "versions").glob("*.py"))
    before = "None"
    for file in files:
        text = file.read_text()
        assert f"down_revision = {before}" in text
        before = f'"{file.stem.removesuffix("_create")}"'
        assert f"revision = {before}" in text
