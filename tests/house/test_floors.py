"""You may call downwards only; the ground floors are pure; the app is plain ASGI."""

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, name, python_files, tree

PURE = python_files("activitypub", "fediai/domain")
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}


def test_the_import_contracts_hold():
    """`lint-imports` names the offending line when they don't."""
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]


@pytest.mark.parametrize("path", PURE, ids=name)
def test_meaning_has_no_async_and_reads_no_clock(path: Path):
    """Pure functions: time is a parameter, the network somebody else's."""
    for node in ast.walk(tree(path)):
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith), node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            owner_name = getattr(owner, "id", getattr(owner, "attr", ""))
            assert (owner_name, node.func.attr) not in CLOCKS, node.lineno


def test_the_app_is_plain_asgi():
    """Hypercorn, or a test, calls it with scope, receive and send; no framework stands in front of it."""
    from fediai.web.asgi import App

    assert list(inspect.signature(App.__call__).parameters) == ["self", "scope", "receive", "send"]
    assert inspect.iscoroutinefunction(App.__call__)


@pytest.mark.parametrize("module", ["fediai.web", "fediai.workers.kinds", "generators.registry", "generators.worker"])
def test_web_and_workers_never_import_torch(module: str):
    """The base install has none, and a server must not pay for it."""
    code = f"import sys, {module}; sys.exit('torch' in sys.modules or 'diffusers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_workers_do_not_carry_the_web_framework():
    """Their process stays small."""
    code = "import sys, fediai.workers.kinds; sys.exit('quart' in sys.modules or 'hypercorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


BROAD = {"fediai/workers/loop.py", "fediai/workers/sweeps.py", "fediai/web/asgi.py", "fediai/web/errors.py"}


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name)
def test_bugs_are_caught_in_two_places_only(path: Path):
    """`except Exception` elsewhere would hide them; a reason on the line makes an exception to the rule."""
    lines = path.read_text().splitlines()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler) and getattr(node.type, "id", "") in ("Exception", "BaseException"):
            reraises = any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
            assert name(path) in BROAD or reraises or "noqa: BLE001 —" in lines[node.lineno - 1], node.lineno
