"""An instance in a folder of its own, with a database that is current already."""

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, database_url: str) -> Terminal:
    """On each engine."""
    return _terminal(tmp_path, database_url)


@pytest.fixture
def small_terminal(tmp_path: Path, sqlite_url: str) -> Terminal:
    """Where the engine makes no difference."""
    return _terminal(tmp_path, sqlite_url)


def _terminal(folder: Path, url: str) -> Terminal:
    one = Terminal(folder, {"FEDIAI_DATABASE__URL": url})
    one.gets("init", "--domain", "art.example")
    return one
