"""Both databases for tests: SQLite files, and PostgreSQL from the system's binaries; each test gets an empty, current one."""

import asyncio
import glob
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import asyncpg

from fediai.settings import DatabaseSettings, Settings
from fediai.store.migrate import migrate
from tests.harness.folders import place


def postgres_binaries() -> Path | None:
    """The newest PostgreSQL of this machine, if any."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or [p for p in [shutil.which("initdb")] if p]
    return Path(found[-1]).parent if found else None


# Whoever is still connected is sent away; what hangs on what does not matter when everything goes.
WIPE = """
DO $$
DECLARE one regclass;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid != pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname != 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %s', one);
    END LOOP;
END $$
"""


class Cluster:
    """A PostgreSQL server of our own on a free port, thrown away afterwards. As root it runs as `postgres`."""

    def __init__(self, binaries: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="fediai-pg-", dir=place()))
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as:
            shutil.chown(self.folder, "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        data = str(self.folder / "data")
        self._run(
            str(binaries / "initdb"), "-D", data, "-A", "trust", "-U", "fediai", "-N", "--no-locale", "-E", "UTF8"
        )
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} "
        options += "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=32MB "
        options += "-c autovacuum=off"
        self._process = subprocess.Popen(
            [*self._as, str(binaries / "postgres"), "-D", data, *options.split()],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
        )  # fmt: skip
        self._wait()
        self._template: str | None = None
        self._wiped: list[str] = []

    def _run(self, *words: str) -> None:
        subprocess.run([*self._as, *words], check=True, stdout=subprocess.DEVNULL, cwd="/")

    def _wait(self) -> None:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("PostgreSQL did not start")

    def url(self, name: str) -> str:
        return f"postgresql://fediai@127.0.0.1:{self.port}/{name}"

    def create(self, template: str = "template0") -> str:
        """The name of a fresh database."""
        name = f"t{secrets.token_hex(6)}"
        asyncio.run(self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
        return name

    def current(self) -> str:
        """The address of an empty database with the current schema."""
        if self._template is None:
            self._template = self.create()
            asyncio.run(migrate(with_database(self.url(self._template)), lambda _: None))
        return self._wiped.pop() if self._wiped else self.url(self.create(self._template))

    def take_back(self, url: str) -> None:
        """Emptied for the next test: copying a template means five hundred files, each time."""
        asyncio.run(self._execute(WIPE, url))
        self._wiped.append(url)

    async def _execute(self, statement: str, url: str = "") -> None:
        for attempt in range(50):
            try:
                connection = await asyncpg.connect(url or self.url("postgres"))
                break
            except (asyncpg.CannotConnectNowError, OSError):
                await asyncio.sleep(0.1 + attempt / 100)
        await connection.execute(statement)
        await connection.close()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)


class SqliteFiles:
    """A migrated file, copied for each test."""

    def __init__(self) -> None:
        self._template: Path | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="fediai-sqlite-", dir=place()))

    def current(self) -> str:
        """The address of an empty database with the current schema."""
        if self._template is None:
            self._template = self._folder / "template.db"
            asyncio.run(migrate(with_database(f"sqlite:{self._template}"), lambda _: None))
        copy = self._folder / f"{secrets.token_hex(6)}.db"
        shutil.copy(self._template, copy)
        return f"sqlite:{copy}"

    def take_back(self, url: str) -> None:
        """Nobody needs it any more."""
        for file in self._folder.glob(f"{Path(url).name}*"):
            file.unlink()

    def stop(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def with_database(url: str) -> Settings:
    """Settings that differ from the defaults by their database only."""
    return replace(Settings(), database=DatabaseSettings(url=url))
