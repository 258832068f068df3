"""What errors say, in the language of whoever reads it: the English sentence is the key, as with gettext.

An error is raised in English, wherever that is, and put into another language where it meets a person: on a page, in
a letter of the studio, in an answer of the API. By then it may have been stored for hours (why a painting failed), so
what was filled into it is found again by its pattern: `{}` stands for anything. It is translated in its turn.
"""

import re
from collections.abc import Mapping
from functools import cache

from fediai.domain.errors import DomainError
from fediai.domain.people.logins import Unfit
from fediai.domain.sentences import house, people, pictures, posts

CATALOGUES: Mapping[str, Mapping[str, str]] = {
    "id": {**house.INDONESIAN, **people.INDONESIAN, **pictures.INDONESIAN, **posts.INDONESIAN},
}
FAILED = "Validation failed: "
LONGEST = 1000  # strangers' words may be part of a sentence, and trying patterns on a crafted text costs its square


def told(error: DomainError, language: str | None) -> str:
    """The sentence of an error in this language, or in English."""
    if isinstance(error, Unfit):
        return in_language(FAILED, language) + ", ".join(in_language(one, language) for one in error.details.values())
    return in_language(error.sentence, language)


def in_language(sentence: str, language: str | None) -> str:
    """A sentence of ours in this language (`id-ID` counts as `id`); as it is where we have none."""
    lang = (language or "").partition("-")[0].lower()
    sentences = CATALOGUES.get(lang)
    if sentences is None or len(sentence) > LONGEST:
        return sentence
    if known := sentences.get(sentence):
        return known
    if sentence.startswith(FAILED):
        return sentences[FAILED] + in_language(sentence.removeprefix(FAILED), lang)
    for pattern, translation in _patterns(lang):
        if found := pattern.fullmatch(sentence):
            return translation.format(*(in_language(value, lang) for value in found.groups()))
    return sentence


@cache
def _patterns(lang: str) -> list[tuple[re.Pattern[str], str]]:
    """The sentences with something to fill in; those that say most first, for `{} is too long` fits many."""
    templates = sorted((key for key in CATALOGUES[lang] if "{}" in key), key=len, reverse=True)
    return [
        (re.compile("(.*?)".join(map(re.escape, key.split("{}"))), re.DOTALL), CATALOGUES[lang][key])
        for key in templates
    ]
