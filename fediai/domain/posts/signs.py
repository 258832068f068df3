"""Signs: what people answer a post with instead of words, one emoji or one small picture with a name."""

import re
from dataclasses import dataclass

MOST_OF_ONE = 5  # different signs of one person to one post
MOST_KINDS = 50  # of one post: what is shown stays short, however many people make up emoji

_VARIED = "\ufe0f"
_PART = r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_MEMBER = rf"{_PART}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]{{0,8}}"
_FLAG = r"[\U0001f1e6-\U0001f1ff]{2}"
_KEYCAP = r"[0-9#*]\ufe0f?\u20e3"
_EMOJI = re.compile(rf"{_KEYCAP}|{_FLAG}|{_MEMBER}(?:\u200d{_MEMBER}){{0,8}}")
_NAMED = re.compile(r":([A-Za-z0-9_+-]{1,128})(?:@[A-Za-z0-9.:-]{1,255})?:")


@dataclass(frozen=True, slots=True)
class Sign:
    """How many people answered with it; of a picture, where it is and whose."""

    name: str
    count: int
    url: str = ""
    domain: str = ""


def emoji_in(said: str) -> str | None:
    """The one emoji that this is, spelled one way; None where it is a word, or several."""
    said = said.strip()
    if len(said) > 64 or not _EMOJI.fullmatch(said):
        return None
    alone = said.removesuffix(_VARIED)
    return alone + _VARIED if len(alone) == 1 and alone < "\U0001f000" else said


def shortcode_in(said: str) -> str | None:
    """The name of the picture that `:name:` stands for; Misskey may add whose it is."""
    found = _NAMED.fullmatch(said.strip())
    return found[1] if found else None
