"""PostgreSQL's own tools, `pg_dump` and `psql`; the password travels in the environment, not on the command line."""

import asyncio
import os
import secrets
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import asyncpg

from fediai.settings import Settings
from fediai.store.copies import Census
from fediai.store.errors import StoreError, Unreachable

BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
PARAMETERS = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip


def environment(url: str) -> dict[str, str]:
    """The address as libpq's own variables."""
    parts = urlsplit(url)
    named = {
        "PGHOST": parts.hostname, "PGPORT": str(parts.port) if parts.port else None,
        "PGUSER": unquote(parts.username) if parts.username else None,
        "PGPASSWORD": unquote(parts.password) if parts.password else None, "PGDATABASE": unquote(parts.path[1:]),
    }  # fmt: skip
    asked = {PARAMETERS[name]: value for name, value in parse_qsl(parts.query) if name in PARAMETERS}
    return {name: value for name, value in {**named, **asked}.items() if value}


async def dump(settings: Settings, to: Path) -> Census:
    """`pg_dump` reads the very snapshot that is counted."""
    url = settings.database.url
    connection = await _connected(url)
    try:
        await connection.execute(BEGIN)
        snapshot = await connection.fetchval("SELECT pg_export_snapshot()")
        words = ("--format=plain", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={to}")
        await _run(url, "pg_dump", *words)
        return await _census(connection)
    finally:
        await connection.close()


async def load(settings: Settings, path: Path) -> None:
    """In one transaction, into a database that has no tables yet."""
    url = settings.database.url
    if (await census(settings)).counts:
        raise StoreError("the database in [database] url has tables: restore into an empty one")
    words = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--file={path}")
    await _run(url, "psql", *words)


async def census(settings: Settings) -> Census:
    """Counts every table."""
    connection = await _connected(settings.database.url)
    try:
        return await _census(connection)
    finally:
        await connection.close()


async def _census(connection: asyncpg.Connection) -> Census:
    tables = [row[0] for row in await connection.fetch(TABLES)]
    counts = {name: await _count(connection, name) for name in tables}
    known = "alembic_version" in counts
    revision = await connection.fetchval("SELECT version_num FROM alembic_version") if known else ""
    return Census(revision or "", counts)


async def _count(connection: asyncpg.Connection, table: str) -> int:
    return int(await connection.fetchval(f'SELECT count(*) FROM "{table}"'))  # noqa: S608 — PostgreSQL's own word


async def _connected(url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url, timeout=15)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as cause:
        raise Unreachable(f"PostgreSQL can't be reached: {cause}; see [database] url") from cause


def _tool(name: str) -> str:
    """Where it lies; Debian keeps all but a wrapper of it below its version."""
    newest = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: _version(path.parts[4]))
    found = str(newest[-1]) if newest else shutil.which(name)
    if found is None:
        raise StoreError(f"{name} is not on this machine: install PostgreSQL's client programs")
    return found


def _version(text: str) -> float:
    return float(text) if text.replace(".", "", 1).isdigit() else 0


async def _run(url: str, name: str, *words: str) -> None:
    process = await asyncio.create_subprocess_exec(
        _tool(name), *words, env={**os.environ, **environment(url)},
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _, said = await process.communicate()
    if process.returncode:
        raise StoreError(f"{name} failed: {said.decode(errors='replace').strip()[-500:]}")


@asynccontextmanager
async def scratch(settings: Settings) -> AsyncIterator[str]:
    """A database beside ours, if we may make one."""
    url, name = settings.database.url, f"fediai_check_{secrets.token_hex(6)}"
    try:
        await _say(url, f'CREATE DATABASE "{name}" TEMPLATE template0')
    except asyncpg.PostgresError as cause:
        raise StoreError(f"a database to check in can't be made: {cause}") from cause
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        await _say(url, f'DROP DATABASE "{name}"')


async def _say(url: str, statement: str) -> None:
    connection = await _connected(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
