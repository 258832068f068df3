"""Other people's programs, fetched when a test wants them and kept for the next run; none of them is ours to ship."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

SHELF = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "fediai-strangers"
PATIENCE = 240


def fetched(name: str, fetch: Callable[[Path], None]) -> Path:
    """The folder with this program in it. Where it can not be had, the test says so and is skipped.

    Two workers may want it at once: each fetches into a folder of its own, and whoever is first gives it its name.
    """
    shelf = SHELF / name
    if not shelf.exists():
        SHELF.mkdir(parents=True, exist_ok=True)
        basket = SHELF / f".{name}-{os.getpid()}"
        basket.mkdir()
        try:
            fetch(basket)
            if not shelf.exists():
                basket.rename(shelf)
        except (OSError, subprocess.SubprocessError) as cause:
            pytest.skip(f"{name} can not be fetched here: {cause}")
        finally:
            shutil.rmtree(basket, ignore_errors=True)
    return shelf


def from_pypi(requirement: str, *more: str, source: bool = False) -> Path:
    """A package with what it needs, in a folder for `PYTHONPATH`; `source`: its archive, too, with its tests."""

    def fetch(basket: Path) -> None:
        _run([sys.executable, "-m", "pip", "install", "-q", "--target", str(basket / "lib"), requirement, *more])
        if source:
            archive = ["--no-deps", "--no-binary", ":all:", "-d", str(basket), requirement]
            _run([sys.executable, "-m", "pip", "download", "-q", *archive])
            for one in basket.glob("*.tar.gz"):
                with tarfile.open(one) as packed:
                    packed.extractall(basket / "source", filter="data")

    return fetched(requirement.replace("==", "-"), fetch)


def from_npm(*packages: str) -> Path:
    """A folder with `node_modules`."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("there is no Node.js on this machine")

    def fetch(basket: Path) -> None:
        (basket / "package.json").write_text('{"private": true, "type": "module"}')
        _run(["npm", "install", "--silent", "--no-audit", "--no-fund", *packages], folder=basket)

    return fetched("-".join(packages).replace("@", "-"), fetch)


def _run(words: Sequence[str], folder: Path | None = None) -> None:
    subprocess.run(words, cwd=folder, check=True, capture_output=True, timeout=PATIENCE)
