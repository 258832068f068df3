"""Reading a prompt: which figures, how many, what colour, where, when, in which technique."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from generators.embedded.reading import vocabulary as v

MOST = 12
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of figure; `relation` says how it stands to the subject named after it; `count` 0 is unsaid."""

    figure: str
    count: int = 0
    colour: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of a prompt; empty fields are left to the dice."""

    subjects: tuple[Subject, ...] = ()
    places: tuple[str, ...] = ()
    hour: str = ""
    weather: str = ""
    season: str = ""
    pose: str = ""
    sky: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    style: str = ""

    @property
    def winter(self) -> bool:
        return "snow" in self.places or self.weather == "snowfall"


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or phrase, the table that knows it, and what it means there."""

    word: str
    kind: str
    meaning: str
    plural: bool = False


_TABLES = (
    ("style", v.STYLE_WORDS),
    ("figure", v.FIGURE_WORDS),
    ("place", v.PLACE_WORDS),
    ("hour", v.HOUR_WORDS),
    ("weather", v.WEATHER_WORDS),
    ("sky", v.SKY_WORDS),
    ("season", v.SEASON_WORDS),
    ("colour", v.COLOUR_WORDS),
    ("pose", v.POSE_WORDS),
)
_LONGEST = 4


def read(text: str, negative: str = "") -> Reading:
    """The whole understanding of one prompt; what `negative` names is left out."""
    tokens = [token for token, wanted in _signed(list(_tokens(text[:2000]))) if wanted]
    unwanted = {(t.kind, t.meaning) for t in _tokens(negative[:2000])}
    unwanted |= {(t.kind, t.meaning) for t, wanted in _signed(list(_tokens(text[:2000]))) if not wanted}
    tokens = [t for t in tokens if (t.kind, t.meaning) not in unwanted]
    subjects, spent = _subjects(tokens)
    return Reading(
        subjects=subjects,
        places=_all(tokens, "place"),
        hour=_first(tokens, "hour"),
        weather=_first(tokens, "weather"),
        season=_first(tokens, "season"),
        pose=_first(tokens, "pose"),
        sky=_all(tokens, "sky"),
        tones=tuple(t.meaning for i, t in enumerate(tokens) if t.kind == "colour" and i not in spent)[:3],
        style=_first(tokens, "style"),
    )


def _all(tokens: list[_Token], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(meaning for t in tokens if (meaning := _in(t, kind))))


def _first(tokens: list[_Token], kind: str) -> str:
    return next((meaning for t in tokens if (meaning := _in(t, kind))), "")


def _in(token: _Token, kind: str) -> str:
    """What a token says about `kind`: batik is a cloth and a technique, sakura a tree and a season."""
    if token.kind == kind:
        return token.meaning
    if kind in ("season", "place", "weather", "sky", "hour") and token.word in dict(_TABLES)[kind]:
        return dict(_TABLES)[kind][token.word]
    return ""


def _signed(tokens: list[_Token]) -> Iterator[tuple[_Token, bool]]:
    """Each token and whether it is wanted: "no" and "tanpa" turn away the next thing named."""
    wanted = True
    for token in tokens:
        if token.kind == "not":
            wanted = False
            continue
        yield token, wanted
        if token.kind not in ("plain", "number", "relation", "colour"):
            wanted = True


def _tokens(text: str) -> Iterator[_Token]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    at = 0
    while at < len(words):
        token, length = _longest(words, at)
        yield token
        at += length


def _longest(words: list[str], at: int) -> tuple[_Token, int]:
    """The longest known phrase that starts here."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        if known := _known(phrase):
            return known, length
    word = words[at]
    if word in v.NUMBER_WORDS or word.isdecimal():
        return _Token(word, "number", str(v.NUMBER_WORDS.get(word) or min(MOST, max(1, int(word[:3]))))), 1
    if word in v.RELATION_WORDS:
        return _Token(word, "relation", v.RELATION_WORDS[word]), 1
    return _Token(word, "not" if word in v.NOT_WORDS else "plain", ""), 1


def _known(phrase: str) -> _Token | None:
    """The first table that knows the phrase or its stem."""
    for form, plural in _forms(phrase):
        for kind, table in _TABLES:
            if form in table:
                return _Token(form, kind, table[form], plural)
    return None


def _forms(phrase: str) -> Iterator[tuple[str, bool]]:
    """The phrase as it stands, then without the endings of English plurals and Indonesian possession."""
    yield phrase, False
    if phrase in v.IRREGULAR:
        yield v.IRREGULAR[phrase], True
    first, dash, second = phrase.partition("-")
    if dash and first == second:
        yield first, True
    for ending, instead in (("ies", "y"), ("ves", "f"), ("es", ""), ("s", "")):
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            yield phrase.removesuffix(ending) + instead, True
    for ending in ("nya", "ku", "mu"):
        if phrase.endswith(ending) and len(phrase) > len(ending) + 2:
            yield phrase.removesuffix(ending), False


def _subjects(tokens: list[_Token]) -> tuple[tuple[Subject, ...], set[int]]:
    """Figures in the order they were named, at most four kinds, and which colour words they used up."""
    found: list[Subject] = []
    spent: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind != "figure":
            continue
        figure, _, usual = token.meaning.partition("/")
        colour, used = _colour_of(tokens, index)
        spent |= used
        subject = Subject(figure, _count(tokens, index, token.plural), colour or usual, _relation(tokens, index))
        if all(subject.figure != other.figure for other in found):
            found.append(subject)
    return tuple(found[:4]), spent


def _count(tokens: list[_Token], index: int, plural: bool) -> int:
    for before in range(index - 1, max(-1, index - 4), -1):
        if tokens[before].kind == "number":
            spoken = int(tokens[before].meaning)
            return max(spoken, 2) if plural and spoken == 1 else min(MOST, spoken)
        if tokens[before].kind in ("figure", "place", "relation"):
            break
    return 3 if plural else 0


def _colour_of(tokens: list[_Token], index: int) -> tuple[str, set[int]]:
    """English says the colour before the noun, Indonesian after it."""
    for at in (index - 1, index + 1):
        if 0 <= at < len(tokens) and tokens[at].kind == "colour":
            ours = tokens[at].word in v.INDONESIAN_COLOURS
            if ours == (at > index) and tokens[at].meaning not in v.MOOD_ONLY:
                return tokens[at].meaning, {at}
    for at in range(index + 1, min(index + 6, len(tokens) - 1)):
        if tokens[at].kind == "figure":
            break
        if tokens[at].kind == "colour" and tokens[at + 1].word in v.WORN:
            return tokens[at].meaning, {at}
    return "", set()


def _words(tokens: list[_Token]) -> set[str]:
    return {token.word for token in tokens}


def _relation(tokens: list[_Token], index: int) -> str:
    """The word between this figure and the next one; a flying whale is above everything."""
    if "flying" in _words(tokens[max(0, index - 1) : index]) or "terbang" in _words(tokens[index + 1 : index + 2]):
        return "above"
    said = ""
    for token in tokens[index + 1 : index + 7]:
        if token.kind == "figure" or token.kind == "sky":
            return said
        if token.kind == "relation":
            said = token.meaning if token.meaning != "in" or not said else said
    return ""
