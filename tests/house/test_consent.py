"""No picture reaches a generator past the one place that asks whose it is (services/consent.py)."""

import ast
from dataclasses import fields

import pytest

from generators.contract import Prompt
from tests.house.source import name, python_files

ASKS = frozenset({"may_use", "check_may_use"})
# Words, sizes and numbers: what a prompt holds beyond these is a picture, or names one.
WORDS = frozenset(
    {"text", "negative", "width", "height", "seed", "steps", "guidance", "style", "model", "strength", "scheduler"}
)
# Whoever sits at the machine hands it a file of their own; nobody's post is near.
OUTSIDE = frozenset({"fediai/cli/generate.py"})


def pictures_of_a_prompt() -> set[str]:
    return {field.name for field in fields(Prompt)} - WORDS


def handed(tree: ast.AST) -> set[str]:
    """The picture words with which this module makes or changes prompts."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if _called(call) in ("Prompt", "replace")]
    return {word.arg for call in made for word in call.keywords if word.arg} & pictures_of_a_prompt()


def asks(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.Call) and _called(node) in ASKS for node in ast.walk(tree))


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("path", python_files("fediai"), ids=name)
def test_who_hands_a_picture_to_a_generator_asks_first(path):
    """In the same module, so that nobody has to believe a caller."""
    tree = ast.parse(path.read_text())
    if name(path) not in OUTSIDE and handed(tree):
        assert asks(tree), f"{name(path)} hands {handed(tree)} to a generator without consent.may_use"


def test_the_rule_sees_what_it_is_there_for(monkeypatch):
    """A module that hands one over without asking is found; one that asks is not."""
    monkeypatch.setitem(globals(), "pictures_of_a_prompt", lambda: {"picture"})
    bad, good = "Prompt('fox', picture=data)", "may_use(tx, one, why, who)\nPrompt('fox', picture=data)"
    assert handed(ast.parse(bad)) == {"picture"}
    assert not asks(ast.parse(bad))
    assert asks(ast.parse(good))
    assert handed(ast.parse("Prompt('fox', width=8)")) == set()
