"""https://docs.joinmastodon.org/entities/MediaAttachment/ — `url` is null only in answers about unfinished uploads."""

from typing import Any

from fediai.domain.pictures.media import Media
from fediai.domain.urls import Urls

FILMS_AND_SOUNDS = frozenset({"video", "audio", "gifv"})


def media_attachment(media: Media, urls: Urls) -> dict[str, Any]:
    """An attached file; clients drop whole pages for a null `url` in a status, so unready ones never get there."""
    return {
        "id": str(media.id),
        "type": media.type or "unknown",
        "url": original_url(media, urls) if media.is_ready else None,
        "preview_url": preview_url(media, urls) if media.is_ready else None,
        "remote_url": media.remote_url or None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": meta(media),
        "description": media.description,
        "blurhash": media.blurhash,
        "full_url": full_url(media, urls) if media.full_file and media.is_ready else None,  # ours
        "digital_source_type": media.digital_source_type or None,  # ours: IPTC's word for how it came to be
    }


def original_url(media: Media, urls: Urls) -> str:
    """Ours, or a far one through our own cache, which keeps pictures only: films and sounds are where they were."""
    if media.remote_url and media.type in FILMS_AND_SOUNDS:
        return media.remote_url
    return urls.remote_media(media.id, "original", media.remote_url) if media.remote_url else urls.file(media.file)


def full_url(media: Media, urls: Urls) -> str:
    """Behind a click: as large as it was made."""
    return urls.file(media.full_file) if media.full_file else original_url(media, urls)


def preview_url(media: Media, urls: Urls) -> str:
    """The small one."""
    if media.remote_url:
        return urls.remote_media(media.id, "small", media.remote_url)
    return urls.file(media.preview_file or media.file)


def meta(media: Media) -> dict[str, Any]:
    """Sizes, so that boxes do not jump, and the point that stays in sight when a client crops."""
    found: dict[str, Any] = {"focus": {"x": media.focus_x or 0.0, "y": media.focus_y or 0.0}}
    if media.width and media.height:
        found["original"] = _size(media.width, media.height)
        found["small"] = _size(media.preview_width or media.width, media.preview_height or media.height)
    return found


def _size(width: int, height: int) -> dict[str, Any]:
    return {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}
