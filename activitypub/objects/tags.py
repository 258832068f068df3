"""What a text refers to: people, topics, small pictures, quoted posts, and labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from activitypub.documents import Document, Json, address_of, id_of, many, safe_url, text_of, type_of

MENTION_LIMIT = 50
HASHTAG_LIMIT = 100
EMOJI_LIMIT = 50
LABEL_LIMIT = 16
NAME_LIMIT = 256
SHORTCODE = re.compile(r"[A-Za-z0-9_+-]{1,128}")  # what stands between two colons, and nothing that ends a tag


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in the text: where they are, and how they were written."""

    href: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Emoji:
    """A small picture that stands for `:name:` in the text."""

    name: str
    icon_url: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A machine-readable label with the address of its definition (FEP-4c96)."""

    href: str
    name: str = ""


def tags_of_type(tags: Json, kind: str) -> Iterator[Document]:
    """The embedded tags of one type; a list of thousands is cut before it costs anything."""
    return (tag for tag in many(tags) if isinstance(tag, dict) and type_of(tag) == kind)


def read_mentions(tags: Json) -> tuple[Mention, ...]:
    """At most fifty people, each once."""
    found: dict[str, Mention] = {}
    for tag in tags_of_type(tags, "Mention"):
        href = safe_url(tag.get("href"))
        if href and len(found) < MENTION_LIMIT:
            found.setdefault(href, Mention(href, text_of(tag.get("name"), NAME_LIMIT)))
    return tuple(found.values())


def read_hashtags(tags: Json) -> tuple[str, ...]:
    """Topics without their `#`, each once whatever its case."""
    found: dict[str, str] = {}
    for tag in tags_of_type(tags, "Hashtag"):
        name = text_of(tag.get("name"), NAME_LIMIT).strip().removeprefix("#")
        if name and not any(letter.isspace() for letter in name):
            found.setdefault(name.casefold(), name)
    return tuple(found.values())[:HASHTAG_LIMIT]


def read_emoji(tags: Json) -> tuple[Emoji, ...]:
    """Custom emoji that have a picture; ids are often null (Akkoma, GoToSocial)."""
    found: dict[str, Emoji] = {}
    for tag in tags_of_type(tags, "Emoji"):
        name = text_of(tag.get("name"), NAME_LIMIT).strip(":")
        icon = address_of(tag.get("icon"))
        if SHORTCODE.fullmatch(name) and icon and len(found) < EMOJI_LIMIT:
            found.setdefault(name, Emoji(name, icon, safe_url(tag.get("id"))))
    return tuple(found.values())


def read_labels(tags: Json) -> tuple[Label, ...]:
    """What the author says about the post, for filters to read."""
    found: dict[str, Label] = {}
    for tag in tags_of_type(tags, "Label"):
        href = safe_url(tag.get("href"))
        if href and len(found) < LABEL_LIMIT:
            found.setdefault(href, Label(href, text_of(tag.get("name"), NAME_LIMIT)))
    return tuple(found.values())


QUOTE_NAMES = ("quote", "quoteUrl", "quoteUri", "_misskey_quote")


def read_quote(document: Document) -> str | None:
    """The post that is quoted: four spellings and an object link are in use (FEP-044f, FEP-e232)."""
    named = (safe_url(id_of(document.get(name))) for name in QUOTE_NAMES)
    linked = (
        safe_url(tag.get("href"))
        for tag in tags_of_type(document.get("tag"), "Link")
        if "json" in text_of(tag.get("mediaType"), NAME_LIMIT)
    )
    return next((url for url in (*named, *linked) if url), None)
