"""Cards: what is shown below a post of the page that it links to."""

import html
import re
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from fediai.domain.links.webpages import Webpage, absolute
from fediai.domain.text import one_line

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NAME = 300, 500, 100
LOOKED_AT = 20  # links of one post
LARGEST_SIDE = 10_000
_LINK = re.compile(r"<a\s([^<>]{1,4000})>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'(?:^|\s)href="([^"]{1,2000})"')
_CLASS = re.compile(r'(?:^|\s)class="([^"]{1,200})"')
_TAG = re.compile(r"<[^<>]*>")
_QUOTING = '<p class="quote-inline">'


@dataclass(frozen=True, slots=True)
class Card:
    """A row of `preview_cards`; one without a title is a page that had nothing to show, or did not answer."""

    id: int
    url: str
    title: str
    description: str
    author: str
    provider: str
    language: str
    image_url: str
    image_description: str
    image_file: str  # our copy, once somebody has looked
    width: int
    height: int
    blurhash: str
    fetched_at: datetime
    copied_at: datetime | None = None


def link_in(content: str) -> str | None:
    """The first link of a post (cleaned HTML) that leads to a page, and not to a person, a topic or what it quotes."""
    if "<a " not in content:
        return None
    if content.startswith(_QUOTING):
        content = content.partition("</p>")[2]
    return next((url for one in islice(_LINK.finditer(content), LOOKED_AT) if (url := _page(one[1], one[2]))), None)


def _page(attributes: str, inside: str) -> str | None:
    kinds = _CLASS.search(attributes)
    href = _HREF.search(attributes)
    if href is None or (kinds and {"mention", "hashtag", "u-url"} & {*kinds[1].split()}):
        return None
    url = html.unescape(href[1]).partition("#")[0]
    if _TAG.sub("", inside).lstrip()[:1] in ("@", "#"):  # of servers that have no classes for them
        return None
    return absolute(url, url) or None


def card_of(page: Webpage, url: str, id: int, at: datetime) -> Card:
    """By OpenGraph, else by what pages say without it."""
    image = absolute(url, page.first("og:image:secure_url", "og:image", "og:image:url", "twitter:image"))
    author = page.first("author", "article:author")
    return Card(
        id=id,
        url=url,
        title=one_line(page.first("og:title", "twitter:title") or page.title, LONGEST_TITLE),
        description=one_line(page.first("og:description", "twitter:description", "description"), LONGEST_DESCRIPTION),
        author="" if "://" in author else one_line(author, LONGEST_NAME),
        provider=one_line(page.first("og:site_name") or (urlsplit(url).hostname or ""), LONGEST_NAME),
        language=one_line(page.first("og:locale"), 16).partition("_")[0],
        image_url=image,
        image_description=one_line(page.first("og:image:alt", "twitter:image:alt"), LONGEST_DESCRIPTION),
        image_file="",
        width=_side(page.first("og:image:width")) if image else 0,
        height=_side(page.first("og:image:height")) if image else 0,
        blurhash="",
        fetched_at=at,
    )


def _side(said: str) -> int:
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 0
    return number if number <= LARGEST_SIDE else 0
