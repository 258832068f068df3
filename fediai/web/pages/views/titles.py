"""What a picture is called: the first words that its author put beside it, or else what is to be seen on it."""

import re
from html import unescape

from fediai.domain.pictures.media import Media
from fediai.domain.pictures.prompts import LANGUAGES, shortened
from fediai.domain.statuses import StatusView

LONGEST, LONGEST_TILE = 64, 80
_SENTENCE = re.compile(rf"<p>([^<>\n]{{2,{LONGEST}}}?)(?:\.|(?<=[!?…])) +(?=[^<\s])")
_LINE = re.compile(rf"<p>([^<>\n]{{2,{LONGEST}}}?)\.?(<br ?/?>|</p>)")
_LEADS = tuple(words.generated for words in LANGUAGES.values())


def split(content: str) -> tuple[str | None, str]:
    """(title, the rest) of a picture post: its first sentence or line where that is short and plain."""
    if sentence := _SENTENCE.match(content):
        return unescape(sentence[1]), f"<p>{content[sentence.end() :]}"
    if line := _LINE.match(content):
        rest = content[line.end() :]
        return unescape(line[1]), rest if line[2] == "</p>" else f"<p>{rest}"
    return None, content


def said(description: str | None) -> str:
    """A description without the words that say it was generated."""
    for lead in _LEADS:
        if description and description.startswith(lead):
            return description.removeprefix(lead).lstrip(".: ")
    return description or ""


def of_tile(view: StatusView, one: Media, untitled: str) -> str:
    """One line under a picture; behind a warning nothing but the warning."""
    if view.status.spoiler_text:
        return shortened(view.status.spoiler_text, LONGEST_TILE)
    title, _ = split(view.status.content)
    return title or shortened(said(one.description), LONGEST_TILE) or untitled
