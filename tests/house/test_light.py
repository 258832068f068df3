"""An idle server holds nothing that it does not need yet: what is heavy is loaded with its first use."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT

# Each costs megabytes in every process that has it, or most of a second at the start.
HEAVY = [
    "PIL", "aiohttp", "alembic", "asyncpg", "cryptography", "diffusers", "httpsig", "jinja2", "numpy", "pyld", "quart",
    "sqlalchemy.orm", "torch", "werkzeug",
]  # fmt: skip
PROCESSES = {
    "web": "import fediai.cli.serve, fediai.cli.parts.doors, fediai.web, fediai.web.watch.metrics, fediai.workers.sweeps",
    "workers": "import fediai.cli.serve, fediai.workers.kinds, fediai.workers.loop, fediai.workers.sweeps",
    "generator": "import fediai.cli.generator, generators.worker",
    "words": "import fediai.cli",
}
MORE = {"generator": ["sqlalchemy", "orjson"], "words": ["sqlalchemy", "asyncio"], "workers": ["hypercorn"]}


@pytest.mark.parametrize("process", PROCESSES)
def test_nothing_heavy_is_loaded_before_it_is_used(process: str):
    """Whoever needs it imports it inside the function that does."""
    found = subprocess.run(
        [sys.executable, "-c", f"{PROCESSES[process]}\nimport sys\nprint('\\n'.join(sys.modules))"],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert [name for name in [*HEAVY, *MORE.get(process, [])] if name in found] == []
