"""The catalogues: the same keys in every language, every key used exists, and none is there for nothing."""

import re
from pathlib import Path

import pytest

from fediai.web.languages import LANGUAGES
from fediai.web.pages.frame.catalogue import catalogue, words

PAGES = Path(__file__).parents[2] / "fediai" / "web"
SOURCES = [*(PAGES / "templates").rglob("*.html"), *(PAGES / "pages").rglob("*.py")]
USED = re.compile(r"""(?:\bt|t\(\)|\.t|words)\(\s*f?["']([a-z_0-9.]+)(["']\s*~|\{|["'])""")
CHOSEN = re.compile(r"""["']([a-z_0-9.]+\.[a-z_0-9.]*)["']""")


def _text() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)


def test_every_language_says_the_same_things():
    """Sentence for sentence, with the same values to fill in."""
    first, *others = (catalogue(lang) for lang in LANGUAGES)
    for other in others:
        assert set(first) == set(other)
        for key, sentence in first.items():
            assert _values(sentence) == _values(other[key]), key


def _values(sentence: str | dict[str, str]) -> set[str]:
    if isinstance(sentence, dict):
        return _values(sentence["other"])
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_every_sentence_that_is_asked_for_exists():
    """Whole keys exactly; of keys that are put together, something that begins so."""
    known = set(catalogue("en"))
    for key, rest in USED.findall(_text()):
        whole = rest in ("'", '"')
        assert key in known if whole else any(name.startswith(key) for name in known), key


def test_no_sentence_is_kept_for_nothing():
    """A word nobody says is struck out in both languages."""
    text = _text()
    asked = {key for key, _ in USED.findall(text)} | set(CHOSEN.findall(text))
    begun = {key for key in asked if key.endswith((".", "_"))}
    begun |= {key for key, rest in USED.findall(text) if rest not in ("'", '"')}
    left = [
        key for key in catalogue("en")
        if key not in asked and not any(key.startswith(start) for start in begun)
        and not (key.rsplit(".", 1)[0] in asked and key.endswith((".one", ".other")))
    ]  # fmt: skip
    assert left == []


def test_what_people_write_is_escaped_into_a_sentence():
    assert words("en")("status.via", name="<b>") == "via &lt;b&gt;"


def test_an_unknown_sentence_is_an_error():
    with pytest.raises(KeyError):
        words("en")("there.is.none")


def test_one_and_many_are_told_apart():
    t = words("en")
    assert t("queue.ready", n=1) == "1 ready"
    assert t("queue.ready", n=4) == "4 ready"
