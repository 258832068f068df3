"""The README's examples run as they stand, in order, as a reader would type them."""

import re
from pathlib import Path

import generators

README = Path(generators.__file__).parent / "README.md"


def test_every_python_example_in_the_readme_works():
    examples = re.findall(r"^```python\n(.*?)^```", README.read_text(), re.MULTILINE | re.DOTALL)
    assert len(examples) == 3
    typed: dict[str, object] = {}
    for number, example in enumerate(examples, 1):
        exec(compile(example, f"README.md, example {number}", "exec"), typed)


def test_the_readme_names_every_room():
    said = README.read_text()
    for each in README.parent.iterdir():
        if each.suffix == ".py" and not each.name.startswith("_"):
            assert f"`{each.name}`" in said
