"""What is installed from a wheel has everything it needs: pages, words, migrations, the example configuration."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness.processes import free_port

ROOT = Path(__file__).parents[2]


def clean(**more: str) -> dict[str, str]:
    """An environment that does not lead back to the checkout."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "FEDIAI_", "VIRTUAL"))} | more


def runs(*words: str | Path, folder: Path) -> str:
    ran = subprocess.run([str(w) for w in words], cwd=folder, env=clean(), capture_output=True, text=True, timeout=100)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an environment with the wheel in it; what it depends on is lent by the one that runs this test."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    runs(*pip, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, ROOT, folder=folder)
    [wheel] = folder.glob("fediai-*.whl")
    runs(sys.executable, "-m", "venv", "--without-pip", folder / "env", folder=folder)
    runs(*pip, "--python", folder / "env/bin/python", "install", "--no-deps", "--no-index", wheel, folder=folder)
    [packages] = (folder / "env/lib").glob("python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder / "env/bin"


@pytest.fixture(scope="module")
def served(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`fediai init && fediai serve`, as somebody types it in an empty folder."""
    folder, port = tmp_path_factory.mktemp("instance"), free_port()
    runs(programs / "fediai", "init", folder=folder)
    config = folder / "config.toml"
    config.write_text(config.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{port}"))
    log = (folder / "log").open("w")
    process = subprocess.Popen([programs / "fediai", "serve"], cwd=folder, env=clean(), stdout=log, stderr=log)
    try:
        yield ready(f"http://127.0.0.1:{port}", folder / "log")
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def ready(base: str, log: Path) -> str:
    end = time.monotonic() + 40
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if urllib.request.urlopen(f"{base}/readyz", timeout=2).status == 200:
                return base
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def looked_at(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        text: str = answer.read().decode("utf-8", "replace")
    return text


def test_the_installed_package_is_the_one_that_runs(programs: Path, tmp_path: Path):
    where = runs(programs / "python", "-c", "import fediai, activitypub, generators as g; print(fediai.__file__, g.__file__)",
                 folder=tmp_path)  # fmt: skip
    assert where.count(str(programs.parent)) == 2


def test_pages_styles_and_words_are_there(served: str):
    page = looked_at(served)
    assert "<html" in page
    [style, *_] = re.findall(r'href="(/[^"]+\.css[^"]*)"', page)
    assert "{" in looked_at(served + style)
    assert looked_at(f"{served}/about/ai")


def test_what_the_wheel_brings_serves_without_complaints(served: str, programs: Path):
    """The database was made by the migrations in the wheel, and every text says that it is typed."""
    [packages] = (programs.parent / "lib").glob("python*/site-packages")
    for name in ("fediai", "activitypub", "generators"):
        assert (packages / name / "py.typed").exists()
    assert "registrations" in looked_at(f"{served}/api/v2/instance")
