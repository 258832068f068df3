"""Connections for migrations: SQLAlchemy's own, because Alembic speaks through them."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from fediai.settings import Settings

T = TypeVar("T")
OURS = 0x0FED1A1  # the number of our advisory lock


async def look(settings: Settings, question: Callable[[Connection], T]) -> T | None:
    """The answer of an existing database; None when there is no file yet."""
    if not settings.database.url.startswith("sqlite:"):
        return await _postgres(settings, question)
    path = settings.path_of(settings.database.url)
    if not path.exists() or path.stat().st_size == 0:
        return None
    return await asyncio.to_thread(_with_sqlite, settings, question, "BEGIN")


async def change(settings: Settings, work: Callable[[Connection], None]) -> None:
    """The work in one transaction, with nobody else migrating at the same time."""
    if settings.database.url.startswith("sqlite:"):
        settings.path_of(settings.database.url).parent.mkdir(parents=True, exist_ok=True)
        await asyncio.to_thread(_with_sqlite, settings, work, "BEGIN IMMEDIATE")
        return

    def locked(connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:ours)"), {"ours": OURS})
        work(connection)

    await _postgres(settings, locked)


def _with_sqlite(settings: Settings, work: Callable[[Connection], T], begin: str) -> T:
    engine = _sqlite(settings, begin)
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def _sqlite(settings: Settings, begin: str) -> Engine:
    """The driver would commit by itself around DDL; so it is told not to begin, and we do."""
    path = settings.path_of(settings.database.url)
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool, connect_args={"timeout": 60})

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def _postgres(settings: Settings, work: Callable[[Connection], T]) -> T:
    engine: AsyncEngine = create_async_engine(_asyncpg(settings.database.url), poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _asyncpg(url: str) -> str:
    return "postgresql+asyncpg://" + url.split("://", 1)[1]
