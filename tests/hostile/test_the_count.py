"""Two hundred and two cases: each has a test, or a reason why not."""

import ast
import re
import sys
from pathlib import Path

import pytest

from tests.hostile.elsewhere import CASES, ELSEWHERE

HERE = Path(__file__).parent
NAMED = re.compile(r"test((?:_[a-g]\d\d|_to_[a-g]\d\d)+)")
RANGE = re.compile(r"([a-g])(\d\d)(?:_to_([a-g])(\d\d))?")


def numbers_of(name: str) -> set[str]:
    """`test_c01_to_c05_…` is five cases, `test_e20_e21_…` two."""
    found = NAMED.match(name)
    if found is None:
        return set()
    spans = ((letter, int(first), int(last or first)) for letter, first, _, last in RANGE.findall(found[1]))
    return {f"{letter}{number:02}" for letter, first, last in spans for number in range(first, last + 1)}


def covered() -> set[str]:
    """Every case that is named by a test of this folder."""
    trees = [ast.parse(path.read_text()) for path in HERE.rglob("test_*.py")]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    names = [node.name for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]
    return set().union(*map(numbers_of, names)) - {"a00"}


def test_every_case_is_tested_or_explained(capsys: pytest.CaptureFixture[str]):
    """Once, and not both."""
    every = {f"{letter}{number:02}" for letter, count in CASES.items() for number in range(1, count + 1)}
    here = covered()
    with capsys.disabled():
        sys.stdout.write(f" {len(every)} cases: {len(here)} tested, {len(ELSEWHERE)} explained ")
    assert here & set(ELSEWHERE) == set()
    assert here | set(ELSEWHERE) == every
    assert len(every) == 202
    assert all(len(reason) > 20 for reason in ELSEWHERE.values())
