"""Whole databases as files: taken while others write, brought back, counted. One engine's copy is no other's."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

from fediai.settings import DatabaseSettings, Settings


@dataclass(frozen=True, slots=True)
class Census:
    """What a database holds: its schema, and rows by table."""

    revision: str
    counts: dict[str, int]


def engine_of(settings: Settings) -> str:
    """`sqlite` or `postgresql`."""
    return "sqlite" if settings.database.url.startswith("sqlite:") else "postgresql"


def file_of(engine: str) -> str:
    """What the copy is called within a backup."""
    return {"sqlite": "database.sqlite", "postgresql": "database.sql"}[engine]


def _room(settings: Settings) -> ModuleType:
    if engine_of(settings) == "sqlite":
        from fediai.store.copies import sqlite

        return sqlite
    from fediai.store.copies import postgres

    return postgres


async def dump(settings: Settings, to: Path) -> Census:
    """A consistent copy as of one moment, and what is in it."""
    found: Census = await _room(settings).dump(settings, to)
    return found


async def load(settings: Settings, path: Path) -> None:
    """The copy is the database now, which must not be there yet; `StoreError` when something is."""
    await _room(settings).load(settings, path)


async def census(settings: Settings) -> Census:
    """What the database holds now."""
    found: Census = await _room(settings).census(settings)
    return found


@asynccontextmanager
async def scratch(settings: Settings) -> AsyncIterator[Settings]:
    """The same settings over a database that is gone afterwards."""
    async with _room(settings).scratch(settings) as url:
        yield replace(settings, database=DatabaseSettings(url))
