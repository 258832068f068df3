"""What a picture is called: the first words that its author put beside it, or else what is to be seen on it."""

import re
from html import unescape

from fediai.domain.pictures.media import Media
from fediai.domain.pictures.prompts import LANGUAGES, shortened
from fediai.domain.statuses import StatusView

LONGEST, LONGEST_TILE = 64, 80
_SENTENCE = re.compile(rf"<p>([^<>\n]{{2,{LONGEST}}}?)(?:\.|(?<=[!?…])) +(?=[^<\s])")
_LINE = re.compile(rf"<p>([^<>\n]{{2,{LONGEST}}}?)\.?(<br ?/?>|</p>)")
_TAGS = re.compile(
    r"(?:<br ?/?>|<p>)((?:\s*<a [^>]*class=\"[^\"]*hashtag[^\"]*\"[^>]*>#<span>[^<]{1,200}</span></a>){1,30})\s*</p>$"
)
_LEADS = tuple(words.generated for words in LANGUAGES.values())


def split(content: str) -> tuple[str | None, str]:
    """(title, the rest) of a picture post: its first sentence or line where that is short and plain."""
    if sentence := _SENTENCE.match(content):
        return unescape(sentence[1]), f"<p>{content[sentence.end() :]}"
    if line := _LINE.match(content):
        rest = content[line.end() :]
        return unescape(line[1]), rest if line[2] == "</p>" else f"<p>{rest}"
    return None, content


def without_tags(content: str) -> str:
    """The words, without a last line of nothing but hashtags: those are told of in smaller letters below."""
    found = _TAGS.search(content)
    if found is None:
        return content
    before = content[: found.start()]
    return before if found[0].startswith("<p>") else f"{before}</p>"


def last_tags(content: str) -> list[str]:
    """The hashtags of that last line, as they were written."""
    found = _TAGS.search(content)
    return [unescape(name) for name in re.findall(r"#<span>([^<]*)</span>", found[1])] if found else []


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
    title, _ = split(without_tags(view.status.content))
    return title or shortened(said(one.description), LONGEST_TILE) or untitled
