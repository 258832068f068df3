"""toot, a client for the terminal, brings tests of its own for servers: every command of it, against ours."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.strangers import from_pypi
from tests.harness.processes import Running, start

TOOT = "toot==0.52.1"

# What its tests expect and we do not do.
EXCUSED = {
    "test_media_thumbnail": "it uploads a video: we take pictures only, and `supported_mime_types` says so",
}
# Two of them ask http://localhost:3000, whatever address they were given.
PORT = 3000
CASES = 114


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Open to everybody, as its tests want: they register the people they need."""
    opened = {"FEDIAI_ACCOUNTS__REGISTRATIONS": "open", "FEDIAI_ACCOUNTS__PASSWORD_GRANT": "true"}
    running = start(tmp_path_factory.mktemp("toot"), "localhost", PORT, **opened, FEDIAI_GENERATOR__LOCAL="false")
    yield running
    running.ends()


@pytest.mark.timeout(400)
def test_every_case_that_toot_has_for_servers_passes(server: Running, tmp_path: Path) -> None:
    shelf = from_pypi(TOOT, source=True)
    [source] = (shelf / "source").iterdir()
    lib = str(shelf / "lib")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/integration", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-rA"],
        cwd=source, capture_output=True, text=True, timeout=380,
        env={**os.environ, "PYTHONPATH": f"{lib}:{source}", "TOOT_TEST_BASE_URL": server.base, "HOME": str(tmp_path)},
    )  # fmt: skip
    outcomes = dict(re.findall(r"^(?:PASSED|FAILED|ERROR) \S+::(\w+)()", run.stdout, re.MULTILINE))
    passed = set(re.findall(r"^PASSED \S+::(\w+)", run.stdout, re.MULTILINE))
    assert outcomes.keys() - passed == EXCUSED.keys(), run.stdout[-4000:]
    assert len(passed) + len(EXCUSED) >= CASES - 3, "fewer cases ran than the archive has"  # some share a name
