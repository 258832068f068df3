"""The README's map of this package shows every room (its examples are run by the tests of the house)."""

from pathlib import Path

import generators

README = Path(generators.__file__).parent / "README.md"


def test_the_readme_names_every_room():
    said = README.read_text()
    for each in README.parent.iterdir():
        if each.suffix == ".py" and not each.name.startswith("_"):
            assert f"`{each.name}`" in said
