"""The words of the pages: one catalogue per language, sentences with {names}, plurals chosen by {n}."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

FOLDER = Path(__file__).parents[1] / "words"
Words = Callable[..., Markup]


@cache
def catalogue(lang: str) -> dict[str, Any]:
    """Every sentence by its dotted key; a plural is a table with `one` and `other`."""
    return _flat(tomllib.loads((FOLDER / f"{lang}.toml").read_text(encoding="utf-8")), "")


def _flat(table: dict[str, Any], prefix: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{prefix}{name}.")
            if set(value) == {"one", "other"}:
                found[f"{prefix}{name}"] = value
        else:
            found[f"{prefix}{name}"] = value
    return found


@cache
def words(lang: str) -> Words:
    """The `t` of the templates: values are escaped into the sentence, an unknown key is an error."""
    sentences = catalogue(lang)

    def t(key: str, **values: Any) -> Markup:
        sentence = sentences[key]
        if isinstance(sentence, dict):
            sentence = sentence["one" if values.get("n") == 1 else "other"]
        return Markup(sentence).format(**values)  # noqa: S704 — the catalogue is ours; values are escaped

    return t
