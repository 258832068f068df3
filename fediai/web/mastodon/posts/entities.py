"""https://docs.joinmastodon.org/entities/PreviewCard/"""

from typing import Any
from urllib.parse import urlsplit

from fediai.domain.links.cards import Card
from fediai.domain.urls import Urls


def preview_card(one: Card, urls: Urls) -> dict[str, Any]:
    """A page that a post links to, its picture through our own cache."""
    parts = urlsplit(one.url)
    return {
        "url": one.url,
        "title": one.title,
        "description": one.description,
        "language": one.language or None,
        "type": "link",
        "author_name": one.author,
        "author_url": "",
        "authors": [{"name": one.author, "url": "", "account": None}] if one.author else [],
        "provider_name": one.provider,
        "provider_url": f"{parts.scheme}://{parts.netloc}",
        "html": "",
        "width": one.width,
        "height": one.height,
        "image": image_url(one, urls),
        "image_description": one.image_description,
        "embed_url": "",
        "blurhash": one.blurhash or None,
        "published_at": None,
    }


def image_url(one: Card, urls: Urls) -> str | None:
    """Where its picture is to be had here."""
    return urls.card_picture(one.id, one.image_url) if one.image_url else None
