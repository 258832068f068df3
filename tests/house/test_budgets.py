"""Rooms stay small: lines per file and function, parameters, nesting, files per folder."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, Function, functions, name, python_files

FILE, TEST_FILE, FUNCTION, PARAMETERS, NESTING, FOLDER = 300, 400, 40, 6, 3, 16

# A line here needs its reason.
EXCEPTIONS: dict[str, str] = {
    "migrations/versions": "history only grows: one file for each change, read by number",
    "fediai/cli": "one file for each command, looked up by its name",
}


@pytest.mark.parametrize("path", python_files(*PACKAGES), ids=name)
def test_a_file_is_short_and_so_are_its_functions(path: Path):
    """What has outgrown its room is split by noun or verb, not waved through."""
    over = []
    if (lines := len(path.read_text().splitlines())) > FILE:
        over.append(f"{lines} lines")
    for function in functions(path):
        over += [f"{function.name}: {what}" for what in _over(function)]
    assert not [o for o in over if f"{name(path)} {o.split(':')[0]}" not in EXCEPTIONS]


def _over(function: Function) -> list[str]:
    found = []
    lines = (function.end_lineno or 0) - function.lineno + 1
    if lines > FUNCTION:
        found.append(f"{lines} lines")
    arguments = function.args
    count = len(arguments.posonlyargs) + len(arguments.args) + len(arguments.kwonlyargs)
    first = (arguments.posonlyargs + arguments.args)[:1]
    count -= bool(first and first[0].arg in ("self", "cls"))
    # handed to every use-case alike: they say nothing about what it does
    count -= sum(argument.arg in ("ctx", "tx") for argument in arguments.args)
    if count > PARAMETERS and function.name != "__init__":
        found.append(f"{count} parameters")
    if (depth := _depth(function.body)) > NESTING:
        found.append(f"nested {depth} deep")
    return found


BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def _depth(body: list[ast.stmt]) -> int:
    return max((_depth_of(statement) for statement in body), default=0)


def _depth_of(statement: ast.stmt) -> int:
    if not isinstance(statement, BLOCKS):
        return 0
    inner = [getattr(statement, part, []) for part in ("body", "finalbody")]
    inner += [case.body for case in getattr(statement, "cases", [])]
    inner += [handler.body for handler in getattr(statement, "handlers", [])]
    here = 0 if isinstance(statement, ast.With | ast.AsyncWith | ast.Match) else 1
    orelse = getattr(statement, "orelse", [])
    chained = len(orelse) == 1 and isinstance(orelse[0], ast.If)
    below = max([_depth(part) for part in inner], default=0) + here
    return max(below, _depth(orelse) + (0 if chained else here))


@pytest.mark.parametrize("path", python_files("tests"), ids=name)
def test_a_test_file_is_short_too(path: Path):
    """A story that needs more is two stories."""
    assert len(path.read_text().splitlines()) <= TEST_FILE


def test_no_folder_is_crowded():
    """A newcomer takes in a folder at a glance."""
    counts = Counter(path.parent for path in python_files(*PACKAGES) if path.name != "__init__.py")
    crowded = {str(folder.relative_to(ROOT)): n for folder, n in counts.items() if n > FOLDER}
    assert {folder: n for folder, n in crowded.items() if folder not in EXCEPTIONS} == {}


def test_every_exception_has_a_reason_and_is_still_needed():
    """An exception nobody needs any more is struck out."""
    assert all(EXCEPTIONS.values())
    for exception in EXCEPTIONS:
        assert (ROOT / exception.split(" ")[0]).exists()
