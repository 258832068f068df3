"""Generators are found by entry point, whoever wrote them."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from generators import registry
from generators.contract import Unavailable

ROOT = Path(__file__).parents[2]

PLUGIN = """
class Plain:
    def offer(self): ...
    def generate(self, batch, cancelled): ...

class Chosen(Plain):
    def __init__(self, device, model):
        self.chosen = (model, device)
"""


@pytest.fixture
def a_plugin(tmp_path, monkeypatch):
    """Somebody's package, as pip leaves it on the disk."""
    (tmp_path / "brushes.py").write_text(PLUGIN)
    metadata = tmp_path / "brushes-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: brushes\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(
        "[fediai.generators]\nplain-brush = brushes:Plain\nbrush = brushes:Chosen\n"
        "ruin = nowhere_to_be_found:Thing\nhole = brushes:Missing\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("brushes", None)


@pytest.mark.usefixtures("a_plugin")
class TestAPlugin:
    def test_is_listed_beside_ours(self):
        assert {"plain-brush", "brush"} <= set(registry.names())

    def test_is_told_model_and_device_if_it_asks(self):
        assert registry.load("brush", model="large", device="cuda:1", workflow="").chosen == ("large", "cuda:1")

    def test_needs_no_constructor(self):
        assert type(registry.load("plain-brush", model="large", device="cpu")).__name__ == "Plain"

    def test_that_is_misspelt_is_named(self):
        with pytest.raises(Unavailable, match=r"unknown generator `bruhs`; did you mean `brush`\?"):
            registry.load("bruhs")

    def test_like_no_other_gets_the_list(self):
        with pytest.raises(Unavailable, match=r"installed are: .*brush"):
            registry.load("zzzzzzzz")

    @pytest.mark.parametrize("name", ["ruin", "hole"])
    def test_that_cannot_be_imported_is_a_sentence(self, name):
        with pytest.raises(Unavailable, match=f"generator `{name}` .* cannot be imported"):
            registry.load(name)


def test_what_we_declare_exists():
    """The entry points in pyproject.toml, looked up without installing anything or importing torch."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["entry-points"]
    for value in declared[registry.GROUP].values():
        module, _, name = value.partition(":")
        code = f"import sys, {module} as m; m.{name}; assert 'torch' not in sys.modules"
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_language_of_generators_is_light():
    """Registry, frames and worker cost the web process neither torch nor numpy nor Pillow."""
    code = (
        "import sys, generators.registry, generators.frames, generators.worker, generators.one\n"
        "assert not {'torch', 'diffusers', 'numpy', 'PIL'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
