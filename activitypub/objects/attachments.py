"""Pictures and other media that hang on a post, with their descriptions and marks of origin."""

import math
import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from activitypub.documents import Document, Json, address_of, id_of, many, safe_url, text_of, type_of

ATTACHMENT_LIMIT = 16
MEDIA_TYPES = frozenset({"Document", "Image", "Video", "Audio"})
DESCRIPTION_LIMIT = 10_000
LARGEST_SIDE = 100_000
BLURHASH = re.compile(r"[0-9A-Za-z#$%*+,\-.:;=?@\[\]^_{|}~]{6,120}")
# What the end of an address says of media whose type nobody names (Lemmy, older Friendica).
EXTENSIONS = {
    ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".avif": "image/avif", ".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime",
    ".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".flac": "audio/flac", ".wav": "audio/wav",
}  # fmt: skip
MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One medium: where it is, what it shows in words, how large it is, and how it came to be."""

    url: str
    type: str = "Image"
    media_type: str | None = None
    description: str = ""
    blurhash: str | None = None
    width: int | None = None
    height: int | None = None
    focal_point: tuple[float, float] | None = None
    digital_source_type: str | None = None


def read_attachments(document: Document) -> tuple[Attachment, ...]:
    """The media of a post; a post that is itself a medium (Pixelfed, PeerTube) has itself."""
    listed = (read_attachment(item) for item in many(document.get("attachment"), 4 * ATTACHMENT_LIMIT))
    found = [item for item in listed if item]
    if not found and type_of(document) in MEDIA_TYPES:
        found = [item for item in [itself(document)] if item]
    return tuple(found[:ATTACHMENT_LIMIT])


def read_attachment(item: Json) -> Attachment | None:
    """The medium, if it is one and has an address; what has no type at all is one if its address looks like it."""
    if not isinstance(item, dict):
        return None
    kind = type_of(item)
    url, media_type = best_link(item.get("url") or item.get("href"))
    if url is None or kind not in MEDIA_TYPES | {""}:
        return None
    media_type = media_type or media_type_of(item.get("mediaType")) or guessed(url)
    if kind == "" and not is_medium(media_type):
        return None
    return Attachment(
        url=url,
        type=kind or "Document",
        media_type=media_type,
        # Mastodon writes `name`; GoToSocial and Akkoma prefer `summary`.
        description=(text_of(item.get("name")) or text_of(item.get("summary")))[:DESCRIPTION_LIMIT],
        blurhash=blurhash_of(item.get("blurhash")),
        width=side_of(item.get("width")),
        height=side_of(item.get("height")),
        focal_point=focal_point_of(item.get("focalPoint")),
        digital_source_type=source_type_of(item),
    )


def read_links(document: Document) -> tuple[str, ...]:
    """The pages that hang on a post: what a Lemmy Page is about."""
    listed = (item for item in many(document.get("attachment"), 4 * ATTACHMENT_LIMIT) if isinstance(item, dict))
    found = (safe_url(item.get("href")) for item in listed if type_of(item) == "Link")
    return tuple(dict.fromkeys(url for url in found if url))[:ATTACHMENT_LIMIT]


def guessed(url: str) -> str | None:
    """The media type that the address itself tells, for want of anything better."""
    return EXTENSIONS.get(PurePosixPath(urlsplit(url).path).suffix.lower())


def is_medium(media_type: str | None) -> bool:
    """Something to look at or to listen to?"""
    return media_type is not None and media_type.startswith(("image/", "video/", "audio/"))


def itself(document: Document) -> Attachment | None:
    """The post seen as its own medium; its text is then no description."""
    found = read_attachment(document)
    if found is None or (found.media_type or "").startswith("text/"):
        return None
    return replace(found, description="")


def best_link(value: Json) -> tuple[str | None, str | None]:
    """Address and media type, from a text or the first link that is a medium rather than a page."""
    links = [item for item in many(value, 50) if isinstance(item, dict)]
    for link in links:
        media_type, url = media_type_of(link.get("mediaType")), safe_url(link.get("href"))
        if url and is_medium(media_type):
            return url, media_type
    return address_of(value), None


def media_type_of(value: Json) -> str | None:
    """A media type in lower case, without its parameters."""
    found = text_of(value, 128).partition(";")[0].strip().lower()
    return found if MEDIA_TYPE.fullmatch(found) else None


def blurhash_of(value: Json) -> str | None:
    """A blurhash in its own alphabet; whether it decodes is for who draws it."""
    found = text_of(value, 128)
    return found if BLURHASH.fullmatch(found) else None


def side_of(value: Json) -> int | None:
    """A width or height that a picture may have."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if 1 <= value <= LARGEST_SIDE else None


def focal_point_of(value: Json) -> tuple[float, float] | None:
    """Where to look, from -1 to 1 on both axes."""
    match value:
        case [int() | float() as x, int() | float() as y]:
            return (clamped(x), clamped(y))
        case _:
            return None


def clamped(number: float) -> float:
    """Into -1 … 1; what is no number is the middle."""
    return 0.0 if math.isnan(number) else max(-1.0, min(float(number), 1.0))


def source_type_of(item: Document) -> str | None:
    """IPTC digital source type: an IRI, or the bare word of the vocabulary."""
    return text_of(id_of(item.get("digitalSourceType")), 256) or None
