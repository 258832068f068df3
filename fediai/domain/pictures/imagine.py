"""The grammar of `/imagine`: what somebody typed into any client becomes a command, or a sentence about its flaw.

`[@mentions] /imagine words and --flags` up to the first empty line or `---`; what follows is the public caption.
Hashtags at the end of the words are for readers, not for the painter: they go into the caption.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from fediai.domain.errors import Invalid

LONGEST_PROMPT = 2000
LONGEST_ALT = 1400  # leaves room for the lead of the description
LONGEST_STYLE = 100
MOST_PICTURES = 4
LARGEST_SEED = 2**32 - 1
LEAST_STRENGTH = 0.05  # nearer would be a copy
STEEPEST = 4  # 1:4 … 4:1
HELP = frozenset({"help", "bantuan"})
# What other places call our flags.
ELSEWHERE = {
    "size": "ar", "w": "ar", "h": "ar", "width": "ar", "height": "ar", "aspect": "ar", "ratio": "ar", "count": "n",
    "images": "n", "negative": "no", "neg": "no", "iw": "strength", "denoise": "strength",
}  # fmt: skip

Ratio = tuple[int, int]

_MENTIONS = re.compile(r"(?:@[\w.-]+(?:@[\w.:-]+)?\s*)*", re.UNICODE)
_BREAK = re.compile(r"\n[ \t]*(?:\n|(?:-{3,}|—-?)[ \t]*(?:\n|$))")
# Phones write an em dash for two hyphens and curly quotes for straight ones.
# No quotation may contain its own opening sign: a text of nothing but those must cost its length, not its square.
_QUOTED = re.compile(r"\s*(?:\"([^\"]*)\"|“([^“”]*)”)")
_FLAG = re.compile(r"\"[^\"]*\"|“[^“”]*”|(?:(?<=\s)|^)(?P<mark>--|[—–])(?P<name>[^\W\d][\w-]{,40})(?=[\s=:]|$)")
# A hashtag needs a letter, and what reads as a colour (`#f00`, `#1a2b3c`) is one.
_TAG = re.compile(r"[#＃](?!(?:[\da-f]{3}|[\da-f]{6})$)(?=\w*[^\W\d_])\w+", re.IGNORECASE)
_RATIO = re.compile(r"(\d{1,4})[:x×/](\d{1,4})")


@dataclass(frozen=True, slots=True)
class Command:
    """What is to be painted, and what is to be said beside it; `typed` is all of it as it was written."""

    typed: str
    prompt: str
    caption: str = ""
    ratio: Ratio | None = None
    pictures: int = 1
    seed: int | None = None
    negative: str = ""
    style: str = ""
    alt: str | None = None
    private: bool = False
    preview: bool = False
    keep: bool = False
    strength: float | None = None
    by_mention: bool = False  # the studio was named, perhaps beside the word

    @property
    def asks_for_help(self) -> bool:
        return self.prompt.casefold() in HELP


@dataclass(frozen=True, slots=True)
class Studio:
    """How people call for a painting: by one of the `words`, or by the studio account's `handles`."""

    words: tuple[str, ...]
    handles: frozenset[str] = field(default_factory=frozenset)


def read(text: str, studio: Studio, *, by_mention: bool = True) -> Command | None:
    """The command in a status; None for ordinary text; `Invalid` for a command that can't be carried out."""
    mentions, rest = leading_mentions(text)
    named = [word for word in mentions if word.casefold() in studio.handles]
    first = rest.split(maxsplit=1)[0] if rest else ""
    if first.casefold() in studio.words:
        body = rest[len(first) :]
    elif by_mention and named:
        body = rest
    elif by_mention and (found := _closing_mention(rest, studio.handles)) is not None:
        body = found
    else:
        return None
    kept = [word for word in mentions if word not in named]
    command = _command(text, body, " ".join(kept))
    return replace(command, by_mention=bool(named) or first.casefold() not in studio.words)


def parse_command(typed: str) -> Command:
    """A command without its first word, for doors that ask for nothing else."""
    return _command(typed, f" {typed}", "")


def unescaped(text: str, studio: Studio) -> str:
    r"""The text without the backslash of `\/imagine`, which says that it is no command."""
    mentions = _MENTIONS.match(text)
    start = mentions.end() if mentions else 0
    rest = text[start:]
    words = rest[1:].split(maxsplit=1)
    if rest.startswith("\\") and words and words[0].casefold() in studio.words:
        return text[:start] + rest[1:]
    return text


def with_flags(typed: str, flags: str) -> str:
    """A typed command with further flags; where one is there twice the last one counts."""
    end = _BREAK.search(typed)
    at = end.start() if end else len(typed)
    words, tags = _without_tags(typed[:at])
    return " ".join((words.rstrip(), flags, *tags)) + typed[at:] if flags else typed


def leading_mentions(text: str) -> tuple[list[str], str]:
    """Whom a text begins by naming, and the rest of it."""
    text = text.strip()
    found = _MENTIONS.match(text)
    end = found.end() if found else 0
    return text[:end].split(), text[end:]


def _closing_mention(rest: str, handles: frozenset[str]) -> str | None:
    """`a fox in the snow @studio`: the words before it, the caption after it."""
    end = _BREAK.search(rest)
    line, tail = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    words = line.rsplit(maxsplit=1)
    if len(words) == 2 and words[1].casefold() in handles:
        return words[0] + tail
    return None


def _command(typed: str, body: str, mentions: str) -> Command:
    end = _BREAK.search(body)
    line, caption = (body[: end.start()], body[end.end() :].strip()) if end else (body, "")
    line, after_flags = _without_tags(line)
    prompt, values = flags_of(line)
    prompt, tags = _without_tags(prompt)
    if not prompt:
        raise Invalid("Say what to paint, for example: /imagine a fox in the snow --ar 3:2")
    if len(prompt) > LONGEST_PROMPT:
        raise Invalid(f"The prompt has {len(prompt)} characters; {LONGEST_PROMPT} are the most")
    caption = "\n\n".join(filter(None, (caption, " ".join(tags + after_flags))))
    return Command(typed=typed, prompt=prompt, caption=" ".join(filter(None, (mentions, caption))), **values)


def _without_tags(line: str) -> tuple[str, list[str]]:
    """`a fox in the snow #fox #winter`: the words, and the hashtags they end with; alone they are the words."""
    words = list(re.finditer(r"\S+", line))
    end = len(words)
    while end and _TAG.fullmatch(words[end - 1][0]):
        end -= 1
    if not end or end == len(words):
        return line, []
    return line[: words[end - 1].end()], [word[0] for word in words[end:]]


def flags_of(line: str) -> tuple[str, dict[str, Any]]:
    """The words that belong to no flag, and what the flags say."""
    marks = [found for found in _FLAG.finditer(line) if _is_flag(found)]
    ends = [found.start() for found in marks[1:]] + [len(line)]
    words = [line[: marks[0].start()] if marks else line]
    values: dict[str, Any] = {}
    for found, end in zip(marks, ends, strict=False):
        flag = _flag(found["name"])
        rest = line[found.end() : end].lstrip("=:")
        value, left = flag.take(rest)
        values[flag.sets] = flag.read(value)
        words.append(left)
    return " ".join(" ".join(words).split()), values


def _is_flag(found: re.Match[str]) -> bool:
    """A dash is a flag's only before a flag's name: people use dashes in sentences."""
    return found["mark"] == "--" or (found["mark"] is not None and found["name"].casefold() in FLAGS)


@dataclass(frozen=True, slots=True)
class Flag:
    """Which field a flag sets, how much of the text after it is its own, and how that is read."""

    sets: str
    take: Callable[[str], tuple[str, str]]
    read: Callable[[str], Any]


def _flag(name: str) -> Flag:
    known = FLAGS.get(name.casefold())
    if known is None:
        near = [ELSEWHERE[name.casefold()]] if name.casefold() in ELSEWHERE else get_close_matches(name, FLAGS, n=1)
        hint = f"did you mean --{near[0]}?" if near else f"known are {', '.join(f'--{flag}' for flag in FLAGS)}"
        raise Invalid(f"There is no flag --{name}; {hint}")
    return known


def _nothing(rest: str) -> tuple[str, str]:
    return "", rest


def _one_word(rest: str) -> tuple[str, str]:
    if found := _QUOTED.match(rest):
        return found[1] or found[2] or "", rest[found.end() :]
    value, left, *_ = [*rest.split(maxsplit=1), "", ""]
    return value, left


def _all_words(rest: str) -> tuple[str, str]:
    """Up to the next flag; only what is quoted, when it begins with a quote."""
    return _one_word(rest) if _QUOTED.match(rest) else (rest.strip(), "")


def read_ratio(text: str) -> Ratio:
    """`3:2`, between 1:4 and 4:1."""
    found = _RATIO.fullmatch(text)
    wide, high = (int(found[1]), int(found[2])) if found else (0, 0)
    if not wide or not high or max(wide, high) > STEEPEST * min(wide, high):
        raise Invalid(f"--ar {text} is no ratio that can be painted; try 1:1, 3:2, 2:3, 16:9 (1:4 to 4:1)")
    return wide, high


def _whole(name: str, least: int, most: int) -> Callable[[str], int]:
    def read_whole(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
            raise Invalid(f"--{name} wants a whole number from {least} to {most}, not “{text}”")
        return int(text)

    return read_whole


def read_strength(text: str) -> float:
    """`0.4`, or `0,4` as half the world writes it."""
    found = re.fullmatch(r"(?:0?[.,]\d{1,4}|[01](?:[.,]\d{1,4})?)", text)
    value = float(text.replace(",", ".")) if found else -1.0
    if not LEAST_STRENGTH <= value <= 1:
        raise Invalid(f"--strength wants a number from {LEAST_STRENGTH} (much as it is) to 1, not “{text}”")
    return value


def _words(name: str, most: int) -> Callable[[str], str]:
    def read_words(text: str) -> str:
        if not text.strip():
            raise Invalid(f"--{name} wants some words after it")
        if len(text) > most:
            raise Invalid(f"--{name} may have {most} characters")
        return " ".join(text.split())

    return read_words


FLAGS: Mapping[str, Flag] = {
    "ar": Flag("ratio", _one_word, read_ratio),
    "n": Flag("pictures", _one_word, _whole("n", 1, MOST_PICTURES)),
    "seed": Flag("seed", _one_word, _whole("seed", 0, LARGEST_SEED)),
    "no": Flag("negative", _all_words, _words("no", LONGEST_PROMPT)),
    "style": Flag("style", _one_word, _words("style", LONGEST_STYLE)),
    "alt": Flag("alt", _all_words, _words("alt", LONGEST_ALT)),
    "private": Flag("private", _nothing, lambda _: True),
    "preview": Flag("preview", _nothing, lambda _: True),
    "keep": Flag("keep", _nothing, lambda _: True),
    "strength": Flag("strength", _one_word, read_strength),
}


def size(ratio: Ratio | None, width: int, height: int) -> tuple[int, int]:
    """A size of that ratio with about as many pixels as `width` x `height`; sides in steps of 16."""
    if ratio is None:
        return width, height
    scale = (width * height / (ratio[0] * ratio[1])) ** 0.5
    return _step(ratio[0] * scale), _step(ratio[1] * scale)


def at_most(wanted: tuple[int, int], usual: tuple[int, int]) -> tuple[int, int]:
    """That size in steps of 16, or one of its shape with as many pixels as `usual`."""
    if wanted[0] * wanted[1] > usual[0] * usual[1]:
        return size(wanted, *usual)
    return _step(wanted[0]), _step(wanted[1])


def within(width: int, height: int, largest: Sequence[int]) -> tuple[int, int]:
    """The same shape, no larger than a generator can paint."""
    scale = min(1.0, largest[0] / width, largest[1] / height)
    return (width, height) if scale == 1.0 else (_step(width * scale), _step(height * scale))


def _step(pixels: float) -> int:
    return max(16, int(pixels / 16 + 0.5) * 16)
