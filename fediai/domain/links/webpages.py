"""A stranger's web page, read for what it says of itself: one pass over its beginning, however it is written.

No tree is built and nothing nests, so that a page made to be slow to read is read as fast as any other.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

READ: int = 524_288  # of the text; what a page says of itself stands at its beginning
MOST_TAGS, LONGEST_TAG, MOST_ATTRIBUTES = 2000, 4096, 40
LONGEST_URL = 2000

_TAG = re.compile(
    r"<(?:(?P<comment>!--)|(?P<raw>script|style|textarea|template|noscript|iframe|xmp|title)(?=[\s/>])"
    r"|(?P<tag>meta|link|a)(?=[\s/>]))",
    re.IGNORECASE | re.ASCII,
)
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>=\"']{1,64})"
    r"(?:\s{0,16}=\s{0,16}(?:\"(?P<double>[^\"]{0,4096})\"|'(?P<single>[^']{0,4096})'|(?P<bare>[^\s\"'>]{1,4096})))?"
)
_CHARSETS = re.compile(
    r"utf-8|us-ascii|iso-8859-\d{1,2}|windows-125\d|shift_jis|euc-jp|euc-kr|gb2312|gbk|gb18030|big5|koi8-[ru]"
)
_CHARSET = re.compile(r"charset\s{0,8}=\s{0,8}[\"']?([\w-]{1,20})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Webpage:
    """`said` are its `meta` names and properties, each as it stands first; `me`, whom it calls its own (rel=me)."""

    title: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    me: tuple[str, ...] = ()

    def first(self, *names: str) -> str:
        """What it says under the first of these names that says anything."""
        return next((self.said[name] for name in names if self.said.get(name, "").strip()), "")


def decoded(body: bytes, content_type: str) -> str:
    """The text, by the charset that the answer or the page names; an odd one is taken for UTF-8."""
    named = _CHARSET.search(content_type) or _CHARSET.search(body[:2048].decode("latin-1"))
    charset = named[1].lower() if named else "utf-8"
    try:
        return body.decode(charset if _CHARSETS.fullmatch(charset) else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def read(text: str) -> Webpage:
    """What stands in comments, scripts and templates is not said."""
    title, said, me = "", dict[str, str](), dict[str, None]()
    for name, attributes, inside in _tags(text[:READ]):
        if name == "title":
            title = title or html.unescape(inside)
        elif name == "meta":
            key = (attributes.get("property") or attributes.get("name") or "").lower()
            said.setdefault(key, attributes.get("content", ""))
        elif "me" in attributes.get("rel", "").lower().split():
            me[attributes.get("href", "").strip()] = None
    return Webpage(title, said, tuple(one for one in me if one))


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """(name, attributes, what stands inside a title) of the tags that matter; every step leads onwards."""
    at = 0
    for _ in range(MOST_TAGS):
        found = _TAG.search(text, at)
        if found is None:
            return
        at = found.end()
        if found["comment"]:
            at = _after(text, at, "-->")
        elif found["raw"]:
            name, begins = found["raw"].lower(), at
            at = _after(text, at, f"</{name}")
            if name == "title":
                yield name, {}, text[begins : min(at, begins + LONGEST_TAG)].partition(">")[2].partition("<")[0]
        else:
            attributes, at = _attributes(text, at)
            yield found["tag"].lower(), attributes, ""


def _after(text: str, at: int, end: str) -> int:
    """Behind the next `end`; at the very end where there is none."""
    found = re.compile(re.escape(end), re.IGNORECASE | re.ASCII).search(text, at)
    return found.end() if found else len(text)


def _attributes(text: str, at: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    end = min(len(text), at + LONGEST_TAG)
    while len(found) < MOST_ATTRIBUTES and (one := _ATTRIBUTE.match(text, at, end)):
        value = one["double"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), html.unescape(value))
        at = one.end()
    return found, at


def absolute(page: str, address: str) -> str:
    """An address as it stands on a page, in full; "" where that is none for browsers."""
    try:
        said = address.strip()
        found = said if said.startswith(("https://", "http://")) else urljoin(page, said)  # joining is slow
        parts = urlsplit(found)
    except ValueError:
        return ""
    is_web = parts.scheme in ("https", "http") and bool(parts.hostname)
    usable = said and is_web and found.isprintable() and " " not in found
    return found if usable and len(found) <= LONGEST_URL else ""
