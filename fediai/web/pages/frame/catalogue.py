"""The words of the pages: one catalogue per language, sentences with {names}, plurals chosen by {n}."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

FOLDER = Path(__file__).parents[1] / "words"
LANGUAGES = ("en", "id")
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


def best_language(accepted: str, usual: str) -> str:
    """Of our languages the one that a browser's `Accept-Language` prefers, or else the usual one."""
    asked: list[tuple[float, int, str]] = []
    for part in accepted.split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        lang = tag.split("-")[0].lower()
        if lang in LANGUAGES:
            asked.append((-_number(quality), len(asked), lang))
    return min(asked)[2] if asked else usual


def _number(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0
