"""Finds generators by entry point: ours come through the same door as yours."""

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from inspect import signature
from typing import Any, Final

from generators.contract import Generator, Unavailable

GROUP: Final = "fediai.generators"


def names() -> tuple[str, ...]:
    """Every generator installed here."""
    return tuple(sorted(_installed()))


def load(name: str, **said: str) -> Generator:
    """The generator called `name`, ready to paint, or Unavailable with a sentence that says what to do.

    `said` is what is set for it: `model`, `device`, `workflow`.
    """
    found = _installed().get(name)
    if found is None:
        raise Unavailable(_unknown(name))
    try:
        make: Callable[..., Generator] = found.load()
    except (ImportError, AttributeError) as cause:
        raise Unavailable(f"generator `{name}` ({found.value}) cannot be imported: {cause}") from cause
    return make(**_accepted(make, said))


def _installed() -> dict[str, EntryPoint]:
    return {each.name: each for each in entry_points(group=GROUP)}


def _accepted(make: Callable[..., Any], offered: dict[str, str]) -> dict[str, str]:
    """Only the words a generator's constructor names, so that the simplest one needs no constructor."""
    wanted = signature(make).parameters
    return {word: value for word, value in offered.items() if word in wanted}


def _unknown(name: str) -> str:
    known = names()
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"installed are: {', '.join(known) or 'none'}"
    return f"unknown generator `{name}`; {hint}"
