"""Text: what people type becomes HTML, what strangers send becomes harmless HTML, and how long a post is."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

import nh3

URL_LENGTH = 23  # every address counts as this many characters, as Mastodon announces it
LONGEST_HTML = 131_072
SHOWN_OF_URL = 30


class Kind(StrEnum):
    URL = "url"
    MENTION = "mention"
    HASHTAG = "hashtag"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text: an address, a mention (`username`, `domain`), a hashtag (its name), or plain words."""

    kind: Kind
    text: str
    username: str = ""
    domain: str = ""


# Every repetition is bounded: a text of nothing but "@a.a.a." must not cost more than its length.
_URL = r"https?://[^\s<>\"\u200b-\u200f\u2028-\u202f]{1,2000}"
_NAME = r"[a-z0-9_](?:[a-z0-9_.-]{0,62}[a-z0-9_])?"
_HOST = r"(?:[\w-]{1,63}\.){0,20}[\w-]{1,63}(?::\d{1,5})?"
_PIECES = re.compile(
    rf"(?P<url>(?<![\w/])(?:{_URL}))"
    rf"|(?P<mention>(?<![\w/@.])@(?P<username>{_NAME})(?:@(?P<domain>{_HOST}))?(?![\w@]))"
    r"|(?P<hashtag>(?<![\w/&#])[#＃](?P<tag>[\w·]*[^\W\d_·][\w·]*))",
    re.IGNORECASE,
)
_AFTER_URL = ".,:;!?'’”»…*_~"
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def pieces(text: str) -> Iterator[Piece]:
    """The whole text, cut into what is special and what is not; joined together they are the text again."""
    end = 0
    for found in _PIECES.finditer(text):
        piece = _piece(found)
        if found.start() > end:
            yield Piece(Kind.PLAIN, text[end : found.start()])
        yield piece
        end = found.start() + len(piece.text)
    if end < len(text):
        yield Piece(Kind.PLAIN, text[end:])


def _piece(found: re.Match[str]) -> Piece:
    if found["url"]:
        return Piece(Kind.URL, _without_tail(found["url"]))
    if found["mention"]:
        return Piece(Kind.MENTION, found["mention"], found["username"], (found["domain"] or "").lower())
    return Piece(Kind.HASHTAG, found["hashtag"])


def _without_tail(url: str) -> str:
    """An address without the punctuation of the sentence around it; brackets stay when they pair up."""
    while url[-1] in _AFTER_URL or (url[-1] in _BRACKETS and url.count(url[-1]) > url.count(_BRACKETS[url[-1]])):
        url = url[:-1]
    return url


def length(text: str) -> int:
    """As clients count: an address is 23, and of a mention only the name counts."""
    return sum(_LENGTHS[piece.kind](piece) for piece in pieces(text))


_LENGTHS: Mapping[Kind, Callable[[Piece], int]] = {
    Kind.URL: lambda piece: URL_LENGTH,
    Kind.MENTION: lambda piece: len(piece.username) + 1,
    Kind.HASHTAG: lambda piece: len(piece.text),
    Kind.PLAIN: lambda piece: len(piece.text),
}


def mentioned(text: str) -> tuple[tuple[str, str], ...]:
    """(username, domain) of everybody named, lower-case, each once, in order; domain "" where none is written."""
    named = ((p.username.lower(), p.domain) for p in pieces(text) if p.kind is Kind.MENTION)
    return tuple(dict.fromkeys(named))


def hashtags(text: str) -> tuple[str, ...]:
    """The names, lower-case, each once, in order."""
    return tuple(dict.fromkeys(tag_name(p.text) for p in pieces(text) if p.kind is Kind.HASHTAG))


def tag_name(tag: str) -> str:
    """`#AIGenerated` → `aigenerated`: how a hashtag is stored and compared."""
    return tag.lstrip("#＃").lower()


_TAG_NAME = re.compile(r"[\w·]{1,100}")


def is_tag(name: str) -> bool:
    """Could somebody have typed it after a `#`?"""
    return _TAG_NAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a text may name: what the link shows and where it leads."""

    username: str
    url: str


def to_html(text: str, named: Mapping[tuple[str, str], Named], tag_url: Callable[[str], str]) -> str:
    """Paragraphs and links as Mastodon writes them; `named` has those we know by (username, domain)."""
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not clean:
        return ""
    shown = "".join(_shown(piece, named, tag_url) for piece in pieces(clean))
    paragraphs = re.split(r"\n{2,}", shown)
    return "".join(f"<p>{paragraph.replace(chr(10), '<br />')}</p>" for paragraph in paragraphs)


def _shown(piece: Piece, named: Mapping[tuple[str, str], Named], tag_url: Callable[[str], str]) -> str:
    if piece.kind is Kind.URL:
        return link(piece.text)
    if piece.kind is Kind.HASHTAG:
        name = piece.text[1:]
        address = html.escape(tag_url(tag_name(name)))
        return f'<a href="{address}" class="mention hashtag" rel="tag">#<span>{html.escape(name)}</span></a>'
    known = named.get((piece.username.lower(), piece.domain)) if piece.kind is Kind.MENTION else None
    return mention(known) if known else html.escape(piece.text, quote=False)


def mention(known: Named) -> str:
    """The link that readers and other servers recognise as naming somebody."""
    return (
        f'<span class="h-card" translate="no"><a href="{html.escape(known.url)}" class="u-url mention">'
        f"@<span>{html.escape(known.username)}</span></a></span>"
    )


def escaped(text: str) -> str:
    """Text inside HTML."""
    return html.escape(text, quote=False)


def link(url: str, *, me: bool = False) -> str:
    """An address as a link that shows its telling part and hides the rest from sight only; `me`: of who says so."""
    scheme = re.match(r"https?://(?:www\.)?", url, re.IGNORECASE)
    start = scheme.end() if scheme else 0
    middle, tail = url[start : start + SHOWN_OF_URL], url[start + SHOWN_OF_URL :]
    kind = ' class="ellipsis"' if tail else ' class=""'
    rel = "me nofollow noopener noreferrer" if me else "nofollow noopener noreferrer"
    return (
        f'<a href="{html.escape(url)}" target="_blank" rel="{rel}" translate="no">'
        f'<span class="invisible">{html.escape(url[:start])}</span>'
        f"<span{kind}>{html.escape(middle)}</span>"
        f'<span class="invisible">{html.escape(tail)}</span></a>'
    )


_TAGS = {"p", "br", "span", "a", "del", "s", "pre", "blockquote", "code", "b", "strong", "u", "i", "em", "ul", "ol",
         "li", "ruby", "rt", "rp"}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "class", "translate"},
    "span": {"class", "translate"},
    "p": {"class"},
    "ol": {"start", "reversed"},
    "li": {"value"},
}
# Microformats, and the words by which clients recognise mentions, hashtags and shortened links.
_CLASS = re.compile(r"(?:h|p|u|dt|e)-[\w-]+|mention|hashtag|ellipsis|invisible|quote-inline")
_HEADING = re.compile(r"<(/?)h[1-6](?:\s[^<>]*)?>", re.IGNORECASE)
_PICTURE = re.compile(r"<img\s[^<>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')""", re.IGNORECASE)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return " ".join(word for word in value.split() if _CLASS.fullmatch(word)) or None
    if name == "translate":
        return "no" if value == "no" else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes={"http", "https"},
    url_relative="deny",
    link_rel="nofollow noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}},
)

MOST_TAGS = 2000
_OPENING = re.compile(r"<[a-zA-Z]")
_ANY_TAG = re.compile(r"<[^<>]*>?")


def _with_few_tags(markup: str) -> str:
    """Reading costs with the square of the nesting (16,000 lists in each other take ten seconds), and nobody can
    count nesting as the reader will: after so many tags only the words are kept."""
    found = next(islice(_OPENING.finditer(markup), MOST_TAGS, None), None)
    return markup if found is None else markup[: found.start()] + _ANY_TAG.sub(" ", markup[found.start() :])


def sanitise(markup: str) -> str:
    """A stranger's HTML with only what Mastodon allows: no scripts, styles, pictures, forms or odd schemes."""
    few = _with_few_tags(markup[:LONGEST_HTML])
    readable = _HEADING.sub(lambda h: "</strong></p>" if h[1] else "<p><strong>", few)
    return _CLEANER.clean(_PICTURE.sub(lambda img: _said_of(img[0]), readable))


def _said_of(img: str) -> str:
    """A picture within a text is not shown; what its author says of it is."""
    found = _ALT.search(img)
    return (found[1] or found[2] or "").strip() if found else ""


def reference(url: str) -> str:
    """The paragraph that stands before a quoting text, for readers that show no quotes; others hide its class."""
    return f'<p class="quote-inline">RE: {link(url)}</p>'


_BREAK = re.compile(r"<br\s*/?>|</p>\s*<p[^<>]*>", re.IGNORECASE)


def plain(markup: str) -> str:
    """The words of our or sanitised HTML, one line per line; for search, previews and feeds."""
    broken = _BREAK.sub(lambda found: "\n" if found[0][1] == "b" else "\n\n", markup)
    return html.unescape(nh3.clean(broken, tags=set())).strip()


def one_line(text: Any, most: int) -> str:
    """A stranger's short text (a name, a warning) without control characters and no longer than `most`."""
    words = str(text or "")[: most * 4].split()
    return "".join(c for c in " ".join(words) if c.isprintable())[:most]
