"""`constraints.txt` pins what the suite is run with, all of it and nothing else."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

PINS = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
PINNED = {canonicalize_name(line.split("==")[0]) for line in PINS}


def roots() -> list[str]:
    """What pyproject.toml asks for, with the test extra."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    return [*project["dependencies"], *extras["test"], *extras["diffusers"]]


def needed() -> set[str]:
    """Everything that follows from the roots on this machine."""
    found: set[tuple[str, frozenset[str]]] = set()
    edge = [Requirement(one) for one in roots() if not one.startswith("fediai")]
    while edge:
        one = edge.pop()
        key = (canonicalize_name(one.name), frozenset(one.extras))
        if key in found:
            continue
        found.add(key)
        edge += [below for below in below_of(one.name) if applies(below, one.extras)]
    return {name for name, _ in found} - {"setuptools"}  # `pip freeze` leaves it out: an environment is born with it


def below_of(name: str) -> list[Requirement]:
    try:
        return [Requirement(text) for text in requires(name) or ()]
    except PackageNotFoundError:
        return []


def applies(one: Requirement, extras: set[str]) -> bool:
    return one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *extras))


def test_every_line_is_one_version():
    assert [line for line in PINS if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []


def test_what_the_suite_needs_is_pinned_and_nothing_else_is():
    """Made anew from a clean environment after a change of pyproject.toml."""
    assert needed() - PINNED == set()
    assert PINNED - needed() == set()
