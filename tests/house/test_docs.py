"""Documentation is executed: every ```python block of a README runs, and every package has its law."""

import re
from pathlib import Path

import pytest

from tests.house.source import ROOT

READMES = sorted(p for p in ROOT.rglob("README.md") if ".venv" not in p.parts and "node_modules" not in p.parts)
ROOMS = ("activitypub", "generators", "fediai", "migrations", "tests")


def _blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(), re.DOTALL)


@pytest.mark.parametrize("path", [p for p in READMES if _blocks(p, "python")], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_examples_of_a_readme_run(path: Path, tmp_path, monkeypatch):
    """In order, in one namespace, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "readme"}
    for block in _blocks(path, "python"):
        exec(compile(block, str(path), "exec"), names)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_its_law_and_its_decisions(room: str):
    """What, instead of what, because."""
    text = (ROOT / room / "README.md").read_text()
    assert "Decisions" in text


def test_the_top_level_holds_only_what_belongs_there():
    """And what the ecosystem expects."""
    allowed = {
        "fediai", "activitypub", "generators", "migrations", "tests", "config.example.toml", "pyproject.toml",
        "README.md", "Makefile", "LICENSE", "CHANGELOG.md", "constraints.txt",
    }  # fmt: skip
    import subprocess

    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    tops = {path.split("/")[0] for path in tracked}
    assert {top for top in tops if not top.startswith(".")} <= allowed
