"""The two libraries of nearly all web and many desktop clients, at a whole day's work against a running server."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clients.strangers import from_npm
from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in

HERE = Path(__file__).parent
SMALL = {"FEDIAI_GENERATOR__WIDTH": "256", "FEDIAI_GENERATOR__HEIGHT": "256"}
LIBRARIES = {"masto": ("masto@8.0.0", "ws@8"), "megalodon": ("megalodon@10.0.5",)}

# Steps that fail, with the reason why they should.
EXCUSED = {
    "setAccountNote": "megalodon 10.0.5 builds the parameters of this call and forgets to send them",
}


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with serving("127.0.0.1", **SMALL) as running:
        yield running


def token_of(server: Running, name: str) -> str:
    moves_in(server, name)
    return server.command("token", "create", name, "--scopes", "read write follow push")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_every_step_of_its_day_works(library: str, server: Running, tmp_path: Path) -> None:
    shelf = from_npm(*LIBRARIES[library])
    (tmp_path / "node_modules").symlink_to(shelf / "node_modules")
    for script in (f"{library}.mjs", "steps.mjs"):
        shutil.copy(HERE / script, tmp_path)
    people = [token_of(server, f"{library}_{who}") for who in ("me", "friend")]
    run = subprocess.run(
        ["node", f"{library}.mjs", server.base, *people], cwd=tmp_path, capture_output=True, text=True, timeout=240
    )
    assert run.returncode == 0, run.stderr[-3000:]
    steps = json.loads(run.stdout.splitlines()[-1])
    failed = {step["name"]: step["error"] for step in steps if not step["ok"] and step["name"] not in EXCUSED}
    assert not failed, json.dumps(failed, indent=1)
    assert len(steps) > 80
