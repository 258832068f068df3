"""Fixtures for every test: both databases, one server, two servers on an imaginary wire."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from fediai.app import utc_now
from fediai.domain.ids import Ids
from fediai.store.database import Database, Event
from tests.harness import schema, tally
from tests.harness.databases import Cluster, SqliteFiles, postgres_binaries
from tests.harness.house import House, Network, house

TESTS = Path(__file__).parent
LONG = ("benchmarks", "cli", "clients", "generators", "stories")
NO_POSTGRES = "PostgreSQL's binaries (initdb) are not on this machine"

# As many examples as the suite has time for; how long one takes says how busy the machine is.
settings.register_profile("house", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(scope="session")
def sqlite_files() -> Iterator[SqliteFiles]:
    files = SqliteFiles()
    yield files
    files.stop()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    binaries = postgres_binaries()
    if binaries is None:
        if os.environ.get("CI"):
            pytest.fail(NO_POSTGRES)
        pytest.skip(NO_POSTGRES)
    running = Cluster(binaries)
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database with the current schema, once on each engine."""
    which = request.getfixturevalue("sqlite_files" if request.param == "sqlite" else "cluster")
    url: str = which.current()
    yield url
    which.take_back(url)


@pytest.fixture
def sqlite_url(sqlite_files: SqliteFiles) -> Iterator[str]:
    """For tests in which the engine makes no difference."""
    url = sqlite_files.current()
    yield url
    sqlite_files.take_back(url)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    """The door to an empty database; events land in `db.heard`."""
    async with opened_database(database_url) as database:
        yield database


@asynccontextmanager
async def opened_database(url: str) -> AsyncIterator[Database]:
    """The door alone, without a server."""
    if url.startswith("sqlite:"):
        from fediai.store.sqlite import open_sqlite

        engine = await open_sqlite(url.removeprefix("sqlite:"))
    else:
        from fediai.store.postgres import open_postgres

        engine = await open_postgres(url, 4)
    heard: list[Event] = []
    try:
        yield Database(engine, utc_now, Ids(), heard.extend)
    finally:
        await engine.close()


@pytest.fixture
async def server(database_url: str) -> AsyncIterator[House]:
    """One complete server, on each engine."""
    async with house("art.example", database_url) as one:
        yield one


@pytest.fixture
async def small_server(sqlite_url: str) -> AsyncIterator[House]:
    """One complete server on SQLite: for stories in which the engine makes no difference."""
    async with house("art.example", sqlite_url) as one:
        yield one


@pytest.fixture
def network() -> Network:
    return Network()


@pytest.fixture
async def art(database_url: str, network: Network) -> AsyncIterator[House]:
    """`https://art.example`, where pictures are made."""
    async with house("art.example", database_url, network) as one:
        yield one


@pytest.fixture
async def pub(sqlite_url: str, network: Network) -> AsyncIterator[House]:
    """`https://pub.example`, where friends are."""
    async with house("pub.example", sqlite_url, network) as one:
        yield one


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever starts processes comes first: at the end only short ones are left to share out."""
    items.sort(key=lambda item: item.path.relative_to(TESTS).parts[0] not in LONG)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands over which end points it saw answered."""
    if output := getattr(session.config, "workeroutput", None):
        output["tally"] = tally.handed_over()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The process that counts takes it."""
    tally.taken(getattr(node, "workeroutput", {}).get("tally", "{}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The client API's end points by tier: answered, as described, and as clients can read them."""
    if not tally.seen:
        return
    terminalreporter.section("the client API, by tier")
    for line in tally.table():
        terminalreporter.write_line(line)
    if not schema.at_hand():
        terminalreporter.write_line("no OpenAPI description at hand: schema-valid counts nothing but our own rules")
